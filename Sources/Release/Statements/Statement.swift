/// A claim about a package: an in-toto Statement v1
/// (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md).
public struct Statement<Predicate: Codable & Hashable & Sendable>: Hashable, Sendable, Codable {
  public var type: String
  public var subject: [Subject]
  public var predicateType: String
  public var predicate: Predicate

  public init(about name: String, digest: Digest, predicateType: String, predicate: Predicate) {
    type = statementType
    subject = [Subject(name: name, digest: .init(sha256: digest))]
    self.predicateType = predicateType
    self.predicate = predicate
  }

  /// A claim about a commit.
  public init(about name: String, commit: ObjectID, predicateType: String, predicate: Predicate) {
    type = statementType
    subject = [Subject(name: name, digest: .init(gitCommit: commit))]
    self.predicateType = predicateType
    self.predicate = predicate
  }

  enum CodingKeys: String, CodingKey {
    case type = "_type"
    case subject, predicateType, predicate
  }
}

/// What `_type` says.
public let statementType = "https://in-toto.io/Statement/v1"

/// What a statement is about.
public struct Subject: Hashable, Sendable, Codable {
  public var name: String
  public var digest: DigestSet

  public init(name: String, digest: DigestSet) {
    self.name = name
    self.digest = digest
  }

  /// One of them, as in-toto's DigestSet names it.
  public struct DigestSet: Hashable, Sendable, Codable {
    public var sha256: Digest?
    public var gitCommit: ObjectID?

    public init(sha256: Digest) { self.sha256 = sha256 }

    public init(gitCommit: ObjectID) { self.gitCommit = gitCommit }
  }
}

/// What each statement is.
public enum PredicateType {
  public static let approval = "urn:relman:approval:1"
  public static let evidence = "urn:relman:evidence:1"
  public static let deployment = "urn:relman:deployment:1"
  public static let correction = "urn:relman:correction:1"
  public static let policy = "urn:relman:policy:1"
}
