import Formats
import Git
import Release
import Scratch
import Trust

@testable import Records

/// A repository with persons whose keys the tests hold, so that whatever anybody could sign is
/// signed in this process.
struct RecordsSample {
  let scratch: Scratch
  let context: CommandContext
  let keys: [String: SessionKey]

  static let people = ["ada", "bob", "eve"]
  static let now = Instant(seconds: 1_767_600_000)

  init() throws {
    scratch = try Scratch.repository()
    keys = Dictionary(
      uniqueKeysWithValues: try Self.people.map { ($0, try SessionKey()) })
    context = try scratch.store().context
  }

  /// As the refs stand by now.
  var store: RecordStore {
    get throws(Problem) { try RecordStore(Repository.open(at: scratch.path), context) }
  }

  func key(_ person: String) -> SessionKey {
    guard let key = keys[person] else { preconditionFailure("nobody is called \(person)") }
    return key
  }

  /// Rules by which the operator deploys to both environments.
  func snapshot(
    owners: [String] = ["ada"], threshold: Int = 1, repository: String = "0123456789abcdef",
    operators: [String] = ["ada", "bob"]
  ) throws -> PolicySnapshot {
    let policy = Policy(
      repository: repository,
      people: Dictionary(uniqueKeysWithValues: Self.people.map { ($0, .init(mails: [])) }),
      roles: ["operator": operators], owners: .init(people: owners, threshold: threshold))
    var snapshot = PolicySnapshot()
    snapshot.add(Array(policyText(policy).utf8), as: PolicySnapshot.policyName)
    let lines = Self.people.map { "\($0) namespaces=\"relman\" \(key($0).publicKey.line)\n" }
    snapshot.add(Array(lines.joined().utf8), as: PolicySnapshot.signersName)
    for name in ["staging", "production"] {
      snapshot.add(
        try CanonicalJSON.encode(Environment(name: name, deployers: ["operator"])),
        as: "environments/\(name).yaml")
    }
    return snapshot
  }

  /// A commit of these files on top of others; no ref moves.
  func commit(_ files: [String: [UInt8]], on parents: [ObjectID]) throws -> ObjectID {
    let store = try store
    let author = try store.committer()
    var objects = NewObjects()
    var entries: [TreeFile] = []
    for (path, bytes) in files {
      entries.append(TreeFile(path: path, id: try objects.addBlob(bytes)))
    }
    let commit = try objects.addCommit(
      tree: objects.addTree(entries), parents: parents, author: author, committer: author,
      message: "made by a test\n")
    try store.repository.write(objects)
    return commit
  }

  /// A version as a commit, signed by whomever.
  func policyCommit(
    _ version: PolicyVersion, _ snapshot: PolicySnapshot, signedBy signers: [SessionKey],
    on parents: [ObjectID], _ change: (inout [String: [UInt8]]) -> Void = { _ in }
  ) throws -> ObjectID {
    let bytes = try CanonicalJSON.encode(version)
    let claim = Statement(
      about: "policy", digest: try Digest.sha256(bytes), predicateType: PredicateType.policy,
      predicate: PolicyClaim(
        version: version.version, repository: version.repository, previous: version.previous))
    let lines = try signers.map { try $0.sign(CanonicalJSON.encode(claim)).line + "\n" }
    var files = snapshot.files
    files[PolicyVersion.fileName] = bytes
    files[PolicyVersion.signaturesName] = Array(lines.joined().utf8)
    change(&files)
    return try commit(files, on: parents)
  }
}

extension PolicyVersion {
  var digest: Digest { get throws { try .sha256(CanonicalJSON.encode(self)) } }
}
