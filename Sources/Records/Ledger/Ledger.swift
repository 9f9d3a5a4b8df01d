import Formats
import Git
import Release
import Trust

/// An environment's deployments: a commit chain on `refs/relman/deployments/<environment>`, one
/// commit for each change of state, with `record.json`, the log so far and, at the end, the signed
/// statement.
public struct Ledger {
  public let repository: Repository
  public let environment: String

  public init(_ store: RecordStore, environment: String) {
    repository = store.repository
    self.environment = environment
  }

  public static let recordName = "record.json"
  public static let logName = "log"
  public static let signatureName = "record.dsse"

  public var ref: String { RefName.deployments(environment) }

  public struct Entry {
    public let commit: Commit
    public let deployment: Deployment
  }

  /// The newest entry; nil when nothing was ever deployed here.
  public func latest() throws(Problem) -> Entry? {
    guard let tip = try repository.reference(ref) else { return nil }
    return try entry(repository.commit(tip))
  }

  /// The last entry of each deployment, newest first; stops when `visit` says so.
  public func deployments(_ visit: (Entry) throws(Problem) -> Bool) throws(Problem) {
    guard let tip = try repository.reference(ref) else { return }
    var seen: String?
    try repository.walk(from: [tip], hiding: []) { commit throws(Problem) in
      let entry = try entry(commit)
      guard entry.deployment.id != seen else { return true }
      seen = entry.deployment.id
      return try visit(entry)
    }
  }

  /// Oldest first, at most `limit` of the newest.
  public func all(limit: Int = .max) throws(Problem) -> [Entry] {
    var result: [Entry] = []
    try deployments { entry throws(Problem) in
      result.append(entry)
      return result.count < limit
    }
    return result.reversed()
  }

  /// The package that runs here: that of the last deployment that changed it.
  public func running() throws(Problem) -> Package.Previous? {
    var result: Package.Previous?
    try deployments { entry throws(Problem) in
      let deployment = entry.deployment
      guard deployment.state == .succeeded else { return true }
      result =
        deployment.action == .deploy
        ? .init(tag: deployment.tag, digest: deployment.digest) : deployment.replaced
      return false
    }
    return result
  }

  public func log(of commit: ObjectID) throws(Problem) -> [UInt8] {
    try repository.file(at: Self.logName, in: commit) ?? []
  }

  /// Whether a deployment is over and its record signed; a crash may have come between the two.
  public func isComplete(_ entry: Entry) throws(Problem) -> Bool {
    guard entry.deployment.state.isFinal else { return false }
    return try repository.entry(at: Self.signatureName, in: entry.commit.id) != nil
  }

  /// Appends one commit by compare-and-swap.
  ///
  /// - Parameter tip: the entry that this one follows; nil for the first.
  /// - Throws: `.tryAgain` when somebody else has appended meanwhile.
  public func append(
    _ deployment: Deployment, log: [UInt8], signature: String? = nil, after tip: ObjectID?,
    by author: Ident
  ) throws(Problem) -> ObjectID {
    let record = try CanonicalJSON.encode(deployment)
    var files = [
      TreeFile(path: Self.recordName, id: try repository.writeBlob(record)),
      TreeFile(path: Self.logName, id: try repository.writeBlob(log)),
    ]
    if let signature {
      let id = try repository.writeBlob(Array((signature + "\n").utf8))
      files.append(TreeFile(path: Self.signatureName, id: id))
    }
    let subject =
      "\(deployment.environment): \(deployment.action.rawValue) \(deployment.tag) "
      + deployment.state.rawValue
    let commit = try repository.writeCommit(
      tree: repository.writeTree(files), parents: tip.map { [$0] } ?? [], author: author,
      committer: author, message: subject + "\n\nDeployment: \(deployment.id)\n")
    try repository.update(ref, to: commit, expecting: tip, log: "relman: " + subject)
    return commit
  }

  private func entry(_ commit: Commit) throws(Problem) -> Entry {
    guard let bytes = try repository.file(at: Self.recordName, in: commit.id) else {
      throw Problem(
        .badData, "\(ref): the commit \(commit.id.short) holds no \(Self.recordName)",
        hint: "git log \(ref)")
    }
    let deployment = try CanonicalJSON.decode(
      Deployment.self, from: bytes, what: "\(ref): the record of \(commit.id.short)")
    guard deployment.environment == environment else {
      throw Problem(
        .badData, "\(ref) holds a record of \(quoted(deployment.environment))",
        hint: "git log \(ref)")
    }
    return Entry(commit: commit, deployment: deployment)
  }
}
