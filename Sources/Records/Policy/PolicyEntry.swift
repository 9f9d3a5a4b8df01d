import Formats
import Git
import Release
import Trust

/// One commit of the policy ref, read and checked against its own digests.
public struct PolicyEntry {
  public let commit: Commit
  public let version: PolicyVersion
  public let digest: Digest
  public let snapshot: PolicySnapshot
  public let envelopes: [Envelope]

  public init(_ commit: Commit, in repository: Repository) throws(Problem) {
    let what = "the policy commit \(commit.id.short)"
    guard let bytes = try repository.file(at: PolicyVersion.fileName, in: commit.id) else {
      throw Problem(.badData, "\(what) holds no \(PolicyVersion.fileName)")
    }
    self.commit = commit
    version = try CanonicalJSON.decode(PolicyVersion.self, from: bytes, what: what)
    digest = try Digest.sha256(bytes)
    snapshot = try PolicySnapshot(of: commit.id, in: repository)
    let rebuilt = try PolicyVersion(
      version.version, after: version.previous, repository: version.repository, snapshot: snapshot)
    guard rebuilt == version else {
      throw Problem(
        .badData, "\(what) holds files that its \(PolicyVersion.fileName) does not name")
    }
    envelopes = try Self.envelopes(of: commit.id, in: repository)
  }

  /// Reads what a version is made of, once more.
  ///
  /// - Throws: `.badData` for an object that is missing or damaged, and for nothing else: whether
  ///   what is read is a version is asked elsewhere.
  public static func requireObjects(
    of commit: ObjectID, in repository: Repository
  ) throws(Problem) {
    guard let bytes = try repository.file(at: PolicyVersion.fileName, in: commit),
      let version = readable(bytes)
    else { return }
    for path in version.files.map(\.path) + [PolicyVersion.signaturesName] {
      _ = try repository.file(at: path, in: commit)
    }
  }

  private static func readable(_ bytes: [UInt8]) -> PolicyVersion? {
    do throws(Problem) {
      return try CanonicalJSON.decode(PolicyVersion.self, from: bytes, what: "a version")
    } catch {
      return nil
    }
  }

  private static func envelopes(
    of commit: ObjectID, in repository: Repository
  ) throws(Problem) -> [Envelope] {
    guard let bytes = try repository.file(at: PolicyVersion.signaturesName, in: commit) else {
      return []
    }
    var envelopes: [Envelope] = []
    for line in textLines(bytes) {
      envelopes.append(try Envelope(line: line))
    }
    return envelopes
  }

  /// The owners of `judge` who have signed this version. A key's window of validity is not asked: a
  /// version that was once in force stays so when a key has expired.
  public func owners(by judge: PolicySnapshot) throws(Problem) -> Set<String> {
    let owners = try judge.policy().owners.people
    let signers = try judge.signers()
    let claimed = try CanonicalJSON.encode(claim)
    var result: Set<String> = []
    for envelope in envelopes where envelope.payload == claimed {
      for signer in try knownSigners(of: envelope, among: signers)
      where owners.contains(signer.person) {
        result.insert(signer.person)
      }
    }
    return result
  }

  /// As a statement names it.
  public var reference: PolicyReference {
    PolicyReference(version: version.version, digest: digest)
  }

  /// What an owner signs.
  public var claim: Statement<PolicyClaim> {
    Statement(
      about: "policy", digest: digest, predicateType: PredicateType.policy,
      predicate: PolicyClaim(
        version: version.version, repository: version.repository, previous: version.previous))
  }

  /// A signature by a key that the judge does not know counts for nothing, and harms nothing.
  private func knownSigners(
    of envelope: Envelope, among signers: [AllowedSigner]
  ) throws(Problem) -> [VerifiedSigner] {
    do {
      return [try signer(of: envelope, among: signers, at: nil)]
    } catch {
      guard error.kind == .notPermitted else { throw error }
      return []
    }
  }
}
