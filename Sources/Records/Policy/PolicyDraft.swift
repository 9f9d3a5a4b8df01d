import Formats
import Git
import Release
import Trust

/// A version of the policy on its way to the policy ref.
public struct PolicyDraft {
  public let version: PolicyVersion
  public let digest: Digest
  public let snapshot: PolicySnapshot
  private let signatures: [String]

  /// The version that follows `current`; the first one after nil.
  ///
  /// - Throws: `.configuration` when the proposal does not parse.
  public init(_ snapshot: PolicySnapshot, after current: PolicyEntry?) throws(Problem) {
    let number = (current?.version.version ?? 0) + 1
    let repository = try snapshot.policy().repository
    if let current, current.version.repository != repository {
      throw Problem(
        .configuration, ".relman/policy.yaml names another repository, \(quoted(repository))",
        hint: "relman policy show")
    }
    let version = try PolicyVersion(
      number, after: current?.digest, repository: repository, snapshot: snapshot)
    try self.init(version, snapshot, signatures: [])
    _ = try snapshot.rules(version: number, digest: digest)
  }

  /// A version that waits for more signatures.
  public init(_ entry: PolicyEntry) throws(Problem) {
    try self.init(entry.version, entry.snapshot, signatures: entry.envelopes.map(\.line))
  }

  private init(
    _ version: PolicyVersion, _ snapshot: PolicySnapshot, signatures: [String]
  ) throws(Problem) {
    self.init(
      version: version, digest: try Digest.sha256(CanonicalJSON.encode(version)),
      snapshot: snapshot, signatures: signatures)
  }

  private init(
    version: PolicyVersion, digest: Digest, snapshot: PolicySnapshot, signatures: [String]
  ) {
    self.version = version
    self.digest = digest
    self.snapshot = snapshot
    self.signatures = signatures
  }

  public func signed(with key: SigningKey, _ store: RecordStore) async throws(Problem)
    -> PolicyDraft
  {
    let claim = Statement(
      about: "policy", digest: digest, predicateType: PredicateType.policy,
      predicate: PolicyClaim(
        version: version.version, repository: version.repository, previous: version.previous))
    let envelope = try await sign(claim, with: key, store.context)
    return PolicyDraft(
      version: version, digest: digest, snapshot: snapshot,
      signatures: Array(Set(signatures + [envelope.line])).sorted())
  }

  /// Plans the version on top of the policy ref.
  public func add(to transaction: inout Transaction) throws(Problem) {
    let lines = Array(signatures.map { $0 + "\n" }.joined().utf8)
    var files = [
      try transaction.file(PolicyVersion.fileName, CanonicalJSON.encode(version)),
      try transaction.file(PolicyVersion.signaturesName, lines),
    ]
    for (path, bytes) in snapshot.sorted { files.append(try transaction.file(path, bytes)) }
    let author = try transaction.store.committer()
    let commit = try transaction.objects.addCommit(
      tree: transaction.objects.addTree(files),
      parents: transaction.tip(of: RefName.policy).map { [$0] } ?? [], author: author,
      committer: author, message: "policy: version \(version.version)\n\nDigest: \(digest)\n")
    transaction.move(RefName.policy, to: commit, log: "policy \(version.version)")
  }
}
