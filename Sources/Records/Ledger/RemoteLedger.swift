import Git
import Release

/// The ledger on the remote: the first of two locks. Whoever pushes the first record of a
/// deployment has it, since only one push moves the ref forward. Where there is no remote, or it
/// cannot be reached, the database's own lock remains, and it is said.
public struct RemoteLedger {
  public let ledger: Ledger
  public let store: RecordStore
  private let remote: Remote?

  public init(_ ledger: Ledger, _ store: RecordStore) throws(Problem) {
    self.ledger = ledger
    self.store = store
    let remotes = try store.repository.remotes()
    let name = remotes.contains("origin") ? "origin" : remotes.count == 1 ? remotes[0] : nil
    remote = name.map { Remote(name: $0, store: store) }
  }

  /// Brings our ledger up to the remote's.
  ///
  /// - Throws: `.tryAgain` when the two went on apart from each other.
  public func receive() async throws(Problem) {
    guard let remote, try await reached({ () throws(Problem) in try await remote.fetch() }) else {
      return
    }
    let repository = store.repository
    let tracked = Remote.tracking(remote.name) + ledger.ref.dropFirst("refs/".count)
    guard let theirs = try repository.reference(tracked) else { return }
    let ours = try repository.reference(ledger.ref)
    if let ours, try repository.isAncestor(theirs, of: ours) { return }
    if let ours, try !repository.isAncestor(ours, of: theirs) {
      throw Problem(
        .tryAgain, "\(ledger.ref) went on here and on \(remote.name)", hint: "relman sync")
    }
    try repository.update(ledger.ref, to: theirs, expecting: ours, log: "relman: sync")
  }

  /// Pushes what our ledger has.
  ///
  /// - Throws: `.tryAgain` when somebody else's deployment came first.
  public func send() async throws(Problem) {
    guard let remote else { return }
    _ = try await reached { () throws(Problem) in try await remote.push([ledger.ref]) }
  }

  /// Whether the remote was there to be asked.
  private func reached(_ ask: () async throws(Problem) -> Void) async throws(Problem) -> Bool {
    do throws(Problem) {
      try await ask()
      return true
    } catch {
      guard error.kind == .unreachable else { throw error }
      store.context.say("warning: \(error.message); the record stays here until `relman sync`")
      return false
    }
  }
}
