import Formats
import Git
import Release
import Trust

/// One process's turn at an environment's ledger: opened by a person's signature, which the remote
/// has before anything is done, and kept up with a key that only this process holds.
public final class LedgerSession {
  public let ledger: Ledger
  /// With the ledger as this session left it.
  private var store: RecordStore
  private let remote: Remote?
  private let key: SessionKey
  private let opening: Envelope
  private let author: Ident
  private var hasWarned = false
  /// What the remote does not have yet, oldest first.
  private var unpublished: [(deployment: Deployment, log: [UInt8])] = []

  /// Signs the first record of a turn, appends it and publishes it. Where that fails, the ledger is
  /// as it was.
  ///
  /// - Parameters:
  ///   - deployment: what begins or, as it was left, goes on; `by` is the person who signs.
  ///   - log: what was printed before.
  ///   - allowedBy: the statements that allow it, by their ids.
  ///   - remote: where it must be known first; nil where nobody else can.
  /// - Throws: `.tryAgain` when somebody else was faster, `.refused` when the remote declines the
  ///   record, `.unreachable`.
  public init(
    _ ledger: Ledger, _ deployment: Deployment, log: [UInt8], allowedBy: [Digest],
    signedWith signingKey: SigningKey, in store: RecordStore, remote: Remote?
  ) async throws(Problem) {
    self.ledger = ledger
    self.store = store
    self.remote = remote
    author = try store.committer()
    key = try SessionKey()
    let record = DeploymentRecord(
      deployment, after: ledger.tip, recordedAt: store.context.now(),
      session: .init(
        key: key.publicKey.line, process: try .current(), allowedBy: allowedBy,
        heads: try store.heads()))
    opening = try await sign(Self.statement(record), with: signingKey, store.context)
    try append(.init(record: record, envelopes: [opening], log: log))
    try await publishOpening(withdrawingTo: record.after)
  }

  /// Appends what became of the deployment and publishes it. Where the remote cannot be reached the
  /// record stays here until the next one, since what was begun must be brought to its end.
  ///
  /// - Throws: `.tryAgain` when somebody else has appended meanwhile, or taken it over.
  public func record(_ deployment: Deployment, log: [UInt8]) async throws(Problem) {
    try append(signed(deployment, log, after: tip))
    unpublished.append((deployment, log))
    try await publish()
  }

  private var tip: ObjectID? { store.snapshot[ledger.ref] }

  private func append(_ new: Ledger.NewRecord) throws(Problem) {
    var transaction = Transaction(store)
    try ledger.append(new, by: author, to: &transaction)
    store = try transaction.commit()
  }

  private func publish() async throws(Problem) {
    guard let remote else { return }
    try store.context.checkpoint("before publish")
    for _ in 0..<5 {
      do throws(Problem) {
        let result = try await remote.pushEach([ledger.ref])[0]
        if result.outcome == .behind {
          try await rebase(on: remote)
          continue
        }
        try remote.requireTaken(result)
        unpublished = []
        return
      } catch {
        guard error.kind == .unreachable || error.kind == .refused else { throw error }
        sayOnce("warning: \(error.message); the record stays here until `relman sync`")
        return
      }
    }
  }

  private func sayOnce(_ warning: String) {
    if !hasWarned { store.context.say(warning) }
    hasWarned = true
  }

  /// Puts our records that the remote lacks after what it has that we lack: commits that are no
  /// records, pushed by somebody meanwhile.
  private func rebase(on remote: Remote) async throws(Problem) {
    try await remote.fetch()
    guard let theirs = try store.repository.reference(remote.trackingName(of: ledger.ref)) else {
      return
    }
    let newest = try ledger.latest(from: theirs)
    guard newest?.session.key == key.publicKey.line else {
      throw Problem(
        .tryAgain,
        "\(newest?.deployment.by ?? "somebody") has taken \(ledger.environment) over meanwhile",
        hint: "relman log \(ledger.environment)")
    }
    var transaction = Transaction(store)
    transaction.move(ledger.ref, to: theirs, log: "after what the remote has")
    for (deployment, log) in unpublished {
      let new = try signed(deployment, log, after: transaction.tip(of: ledger.ref))
      try ledger.append(new, by: author, to: &transaction)
    }
    store = try transaction.commit()
  }

  private func publishOpening(withdrawingTo before: ObjectID?) async throws(Problem) {
    guard let remote else { return }
    do throws(Problem) {
      try store.context.checkpoint("before publish")
      let result = try await remote.pushEach([ledger.ref])[0]
      if result.outcome == .behind {
        throw Problem(
          .tryAgain, "somebody else was faster to deploy to \(ledger.environment)",
          hint: "relman sync \(remote.name)")
      }
      try remote.requireTaken(result)
    } catch {
      // Nothing was done under the record, and nobody has seen it.
      var transaction = Transaction(store)
      transaction.move(ledger.ref, to: before, log: "not begun")
      store = try transaction.commit()
      guard error.kind == .refused else { throw error }
      // What was declined is no more; once the remote takes records again, it is to be begun anew.
      throw Problem(
        error.kind, error.message + "; nothing was begun",
        hint: "git ls-remote \(remote.name) \(ledger.ref)")
    }
  }

  /// A record signed by the session's key, and what proves it.
  private func signed(
    _ deployment: Deployment, _ log: [UInt8], after tip: ObjectID?
  ) throws(Problem) -> Ledger.NewRecord {
    let record = DeploymentRecord(deployment, after: tip, recordedAt: store.context.now())
    let envelope = try key.sign(CanonicalJSON.encode(Self.statement(record)))
    return .init(record: record, envelopes: [envelope, opening], log: log)
  }

  private static func statement(_ record: DeploymentRecord) -> Statement<DeploymentRecord> {
    let deployment = record.deployment
    return Statement(
      about: deployment.tag, digest: deployment.digest, predicateType: PredicateType.deployment,
      predicate: record)
  }
}
