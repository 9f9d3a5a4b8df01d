/// What a person says of one package and one environment, and what they saw when they said it.
public struct Approval: NamesHeads, Hashable, Codable {
  public var decision: Decision
  public var environment: String
  public var environmentDigest: Digest
  /// The repository's id.
  public var repository: String
  public var policy: PolicyReference
  /// The roles that the signer speaks in.
  public var roles: [String]
  public var reason: String?
  /// When it stops counting.
  public var expires: Instant?
  /// The statement that this one replaces or revokes.
  public var supersedes: Digest?
  public var heads: Heads
  /// Random, so that no two statements have one id.
  public var nonce: String

  public init(
    decision: Decision, environment: String, environmentDigest: Digest, repository: String,
    policy: PolicyReference, roles: [String], reason: String? = nil, expires: Instant? = nil,
    supersedes: Digest? = nil, heads: Heads = [:], nonce: String
  ) {
    self.decision = decision
    self.environment = environment
    self.environmentDigest = environmentDigest
    self.repository = repository
    self.policy = policy
    self.roles = roles
    self.reason = reason
    self.expires = expires
    self.supersedes = supersedes
    self.heads = heads
    self.nonce = nonce
  }

  public enum Decision: String, Hashable, Sendable, Codable, CaseIterable {
    case approve, reject, revoke
  }
}

/// The version of the policy chain that a signer went by.
public struct PolicyReference: Hashable, Sendable, Codable {
  public var version: Int
  public var digest: Digest

  public init(version: Int, digest: Digest) {
    self.version = version
    self.digest = digest
  }
}
