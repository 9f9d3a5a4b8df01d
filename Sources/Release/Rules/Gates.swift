/// What must be true before a package may enter an environment.
public struct Gates: Hashable, Sendable, Codable {
  public var approvals: [ApprovalGate]
  /// Who may not approve.
  public var distinct: [Distinct]
  /// How long an approval counts; nil for ever.
  public var expiresSeconds: Int?
  /// Kinds of evidence that must have passed.
  public var evidence: [String]

  public init(
    approvals: [ApprovalGate] = [], distinct: [Distinct] = [], expiresSeconds: Int? = nil,
    evidence: [String] = []
  ) {
    self.approvals = approvals
    self.distinct = distinct
    self.expiresSeconds = expiresSeconds
    self.evidence = evidence
  }

  public enum Distinct: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nobody approves a package that holds a commit of their own.
    case author
    /// Nobody deploys what they alone approved.
    case deployer
  }
}

/// So many persons in this role.
public struct ApprovalGate: Hashable, Sendable, Codable {
  public var role: String
  public var count: Int

  public init(role: String, count: Int = 1) {
    self.role = role
    self.count = count
  }
}
