import Release

/// What `approve`, `reject` and `revoke` answer: the statement that was signed and noted.
public struct DecisionResult: Encodable, Sendable {
  public var statement: Digest?
  public var decision: Approval.Decision
  public var tag: String
  public var digest: Digest
  public var environment: String
  public var person: String
  public var roles: [String]
  public var expires: Instant?
  public var supersedes: Digest?
}

/// What a person wants to say.
public struct DecisionRequest: Sendable {
  public var reason: String?
  /// The roles to speak in; empty for all that the person has.
  public var roles: [String]
  public var key: String?
  public var isDryRun: Bool

  public init(
    reason: String? = nil, roles: [String] = [], key: String? = nil, isDryRun: Bool = false
  ) {
    self.reason = reason
    self.roles = roles
    self.key = key
    self.isDryRun = isDryRun
  }
}
