/// What a person says of a commit after it was merged, where its message was wrong. A field that is
/// nil leaves what the commit says; one without any takes back the statement that it supersedes.
public struct Correction: Hashable, Sendable, Codable {
  /// The repository's id.
  public var repository: String
  public var policy: PolicyReference
  public var subject: String?
  public var type: String?
  public var scope: String?
  public var breaking: Bool?
  /// Whether release notes leave the commit out, whatever its type.
  public var hidden: Bool?
  /// The ticket that it belongs to.
  public var change: String?
  public var reason: String
  /// The statement that this one replaces.
  public var supersedes: Digest?
  /// The tips that the signer saw.
  public var heads: Heads = [:]
  /// Random, so that no two statements have one id.
  public var nonce: String

  public init(repository: String, policy: PolicyReference, reason: String, nonce: String) {
    self.repository = repository
    self.policy = policy
    self.reason = reason
    self.nonce = nonce
  }

  /// Whether it says anything of the commit.
  public var isEmpty: Bool {
    subject == nil && type == nil && scope == nil && breaking == nil && hidden == nil
      && change == nil
  }

  /// Why it cannot count, whoever signed it; nil when it can.
  public var whyUnfit: String? {
    if let subject, !isLine(subject, upTo: 1000) { return "its subject is no line of text" }
    if let type, !isName(type) { return "its type is no name" }
    if let scope, !isLine(scope, upTo: 100) { return "its scope is no line of text" }
    if let change, !isName(change) { return "its change is no ticket's id" }
    return isLine(reason, upTo: 2000) ? nil : "its reason is no line of text"
  }
}

/// A correction whose signature was checked.
public struct SignedCorrection: Hashable, Sendable {
  /// The statement's.
  public var id: Digest
  public var person: String
  public var correction: Correction

  public init(id: Digest, person: String, correction: Correction) {
    self.id = id
    self.person = person
    self.correction = correction
  }
}

private func isLine(_ text: String, upTo limit: Int) -> Bool {
  !text.isEmpty && text.utf8.count <= limit && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
}
