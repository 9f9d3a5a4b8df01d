import Release

/// What `relman status` says of an environment.
public enum EnvironmentState: Hashable, Sendable {
  case neverDeployed
  /// It runs what is pinned.
  case current
  /// Another release is pinned than the one that runs.
  case promoted
  case rolledBack
  case underWay(Deployment.Action, Deployment.State)
  /// The last deployment, or rollback, did not succeed.
  case ended(Deployment.Action, Deployment.State)

  init(_ latest: Deployment?, running: Package.Previous?, pinned: String?) {
    if let latest, !latest.state.isFinal {
      self = .underWay(latest.action, latest.state)
    } else if let latest, latest.state != .succeeded {
      self = .ended(latest.action, latest.state)
    } else if let running {
      self =
        latest?.action == .rollback
        ? .rolledBack : running.tag == pinned ? .current : .promoted
    } else {
      self = pinned == nil ? .neverDeployed : .promoted
    }
  }

  /// What must go on before anything else can.
  var unfinished: Deployment.Action? {
    switch self {
    case .underWay(let action, _), .ended(let action, .needsRepair): action
    case .neverDeployed, .current, .promoted, .rolledBack, .ended: nil
    }
  }
}

extension EnvironmentState: CustomStringConvertible, Encodable {
  public var description: String {
    switch self {
    case .neverDeployed: "never deployed"
    case .current: "current"
    case .promoted: "promoted"
    case .rolledBack: "rolled back"
    case .underWay(let action, let state): "\(action.rawValue) \(state.rawValue)"
    case .ended(_, let state): state.rawValue
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
