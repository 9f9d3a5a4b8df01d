import Release

extension Ledger {
  /// - Throws: `.tryAgain` when a deployment was begun and has not ended.
  public func requireIdle() throws(Problem) {
    guard let latest = try latest()?.deployment, !latest.state.isFinal else { return }
    throw Problem(
      .tryAgain,
      "a \(latest.action.rawValue) of \(latest.tag), begun by \(latest.by) at \(latest.startedAt), "
        + "is \(latest.state.rawValue) in \(environment)",
      hint: "relman \(latest.action.rawValue) \(environment) --resume")
  }

  /// The last record of each deployment, oldest first.
  public func all() throws(Problem) -> [Deployment] {
    var result: [Deployment] = []
    try deployments { entry throws(Problem) in
      result.append(entry.deployment)
      return true
    }
    return result.reversed()
  }

  /// The deployments that succeeded and were not rolled back, newest first.
  public func standing() throws(Problem) -> [Deployment] {
    var result: [Deployment] = []
    var rolledBack: [Digest] = []
    try deployments { entry throws(Problem) in
      let deployment = entry.deployment
      guard deployment.state == .succeeded else { return true }
      if deployment.action == .rollback {
        rolledBack.append(deployment.digest)
      } else if rolledBack.last == deployment.digest {
        rolledBack.removeLast()
      } else {
        result.append(deployment)
      }
      return true
    }
    return result
  }
}
