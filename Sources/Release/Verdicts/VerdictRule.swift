/// What one requirement of a verdict is about. In JSON and on the screen it is one word, such as
/// `approval:dba`.
public enum VerdictRule: Hashable, Sendable {
  /// So many approvals by persons in a role.
  case approval(role: String)
  case rejections
  /// Nothing of relman's refs that somebody saw is missing here.
  case notes
  /// The package is what its tag gives.
  case reproduced
  /// Another environment ran it, long enough.
  case after(environment: String)
  case evidence(kind: String)
  /// The environment is for this package.
  case package
}

extension VerdictRule: CustomStringConvertible {
  public var description: String {
    switch self {
    case .approval(let role): "approval:\(role)"
    case .rejections: "rejections"
    case .notes: "notes"
    case .reproduced: "reproduced"
    case .after(let environment): "after:\(environment)"
    case .evidence(let kind): "evidence:\(kind)"
    case .package: "package"
    }
  }
}

extension VerdictRule: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension VerdictRule {
  public var isApproval: Bool {
    if case .approval = self { true } else { false }
  }

  /// Whether signed statements alone meet it, so that it can be asked again later.
  public var isByStatements: Bool {
    switch self {
    case .approval, .evidence: true
    case .rejections, .notes, .reproduced, .after, .package: false
    }
  }
}
