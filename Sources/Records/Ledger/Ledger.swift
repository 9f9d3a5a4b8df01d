import Formats
import Git
import Release

/// An environment's deployments: a line of commits on `refs/relman/deployments/<environment>`, one
/// signed record for each change of state. It is followed by first parents alone, and only as far
/// as an answer needs; what does not verify is passed over.
public struct Ledger {
  public let environment: String
  private let store: RecordStore
  private let verifier: RecordVerifier
  /// Records that were made later are not looked at; nil for all.
  private let end: Instant?

  /// - Parameters:
  ///   - verifier: may serve several ledgers, and then reads each policy once.
  ///   - end: for the ledger as it was at a moment in the past.
  public init(
    _ store: RecordStore, environment: String, verifier: RecordVerifier, until end: Instant? = nil
  ) {
    self.store = store
    self.end = end
    self.environment = environment
    self.verifier = verifier
  }

  public var ref: String { RefName.deployments(environment) }

  var repository: Repository { store.repository }

  /// As the store's snapshot has it.
  public var tip: ObjectID? { store.snapshot[ref] }

  /// The newest record; nil when nothing was ever deployed here.
  public func latest() throws(Problem) -> LedgerEntry? { try latest(from: tip) }

  /// - Parameter start: another tip than the ledger's own.
  func latest(from start: ObjectID?) throws(Problem) -> LedgerEntry? {
    var latest: LedgerEntry?
    try entries(from: start) { entry in
      latest = entry
      return false
    }
    return latest
  }

  /// The last record of each deployment, newest first; stops when `visit` says so.
  ///
  /// - Parameter skipped: is told of commits that are no records.
  public func deployments(
    skipped: (UnverifiedRecord) -> Void = { _ in },
    _ visit: (LedgerEntry) throws(Problem) -> Bool
  ) throws(Problem) {
    var seen: Set<String> = []
    try entries(from: tip, skipped: skipped) { entry throws(Problem) in
      guard seen.insert(entry.deployment.id).inserted else { return true }
      return try visit(entry)
    }
  }

  /// As `deployments`, of one package. Records that say themselves that they are about another one
  /// are not verified, which takes many times as long as reading them.
  public func deployments(
    of package: Digest, _ visit: (LedgerEntry) throws(Problem) -> Bool
  ) throws(Problem) {
    var seen: Set<String> = []
    try entries(from: tip, about: package) { entry throws(Problem) in
      guard seen.insert(entry.deployment.id).inserted else { return true }
      return try visit(entry)
    }
  }

  /// Every record, newest first; stops when `visit` says so.
  public func entries(
    _ visit: (LedgerEntry) throws(Problem) -> Bool
  ) throws(Problem) {
    try entries(from: tip, visit)
  }

  private func entries(
    from start: ObjectID?, about package: Digest? = nil,
    skipped: (UnverifiedRecord) -> Void = { _ in }, _ visit: (LedgerEntry) throws(Problem) -> Bool
  ) throws(Problem) {
    var next = start
    while let id = next {
      let commit = try repository.commit(id)
      next = commit.parents.first
      if let package, try LedgerFiles.package(of: commit.id, in: repository) != package { continue }
      guard let entry = try entry(commit, skipped) else { continue }
      if let end, entry.record.recordedAt > end { continue }
      guard try visit(entry) else { return }
    }
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

  /// What a record's deployment printed so far; at most `limitBytes` of it.
  public func log(of commit: ObjectID, limitBytes: Int = 64 << 20) throws(Problem) -> [UInt8] {
    guard let entry = try repository.entry(at: LedgerFiles.logName, in: commit),
      try repository.blobSize(entry.id) <= limitBytes
    else { return [] }
    return try repository.blob(entry.id)
  }

  /// Nil for what is no record. An object that is missing or damaged is no excuse: without it
  /// nobody knows.
  func entry(
    _ commit: Commit, _ skipped: (UnverifiedRecord) -> Void
  ) throws(Problem) -> LedgerEntry? {
    if let known = verifier.known(commit.id, in: environment) { return known }
    let files = try LedgerFiles(of: commit.id, in: repository)
    do throws(Problem) {
      return try verifier.verify(files, of: commit, in: environment)
    } catch {
      let committer = "\(commit.committer.name) <\(commit.committer.mail)>"
      skipped(.init(commit: commit.id, committer: committer, why: error.message))
      return nil
    }
  }
}
