import Release

/// A ref that relman keeps, by its name.
public enum RecordRef: Hashable, Sendable {
  case policy
  case package(tag: String)
  case deployments(environment: String)
  case notes

  /// Nil for any other ref, also one among relman's.
  public init?(_ name: String) {
    switch name {
    case RefName.policy: self = .policy
    case RefName.approvals, RefName.evidence, RefName.corrections: self = .notes
    default:
      if let tag = Self.rest(of: name, after: RefName.packages) {
        self = .package(tag: tag)
      } else if let environment = Self.rest(of: name, after: RefName.deployments),
        isName(environment)
      {
        self = .deployments(environment: environment)
      } else {
        return nil
      }
    }
  }

  private static func rest(of name: String, after prefix: String) -> String? {
    name.hasPrefix(prefix) && name.utf8.count > prefix.utf8.count
      ? String(name.dropFirst(prefix.count)) : nil
  }
}
