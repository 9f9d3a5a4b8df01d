/// What was seen of a package: tests, a scan, a review, a rehearsal.
public struct Evidence: NamesHeads, Hashable, Codable {
  public var kind: String
  public var result: Result
  public var repository: String
  public var reason: String?
  /// The statement of the same person that this one replaces.
  public var supersedes: Digest?
  public var heads: Heads
  public var nonce: String

  public init(
    kind: String, result: Result, repository: String, reason: String? = nil,
    supersedes: Digest? = nil, heads: Heads = [:], nonce: String
  ) {
    self.kind = kind
    self.result = result
    self.repository = repository
    self.reason = reason
    self.supersedes = supersedes
    self.heads = heads
    self.nonce = nonce
  }

  public enum Result: String, Hashable, Sendable, Codable, CaseIterable {
    case passed, failed
  }
}
