import Git
import Glibc
import Release

/// What a command would change in the repository: new objects, and moves of refs from where the
/// command's snapshot has them. Nothing is written before `commit`, which a dry run does not call.
public struct Transaction {
  public let store: RecordStore
  public var objects = NewObjects()
  private var moves: [RefMove] = []

  public init(_ store: RecordStore) { self.store = store }

  /// Where a ref will stand.
  public func tip(of ref: String) -> ObjectID? {
    moves.first { $0.name == ref }.map(\.to) ?? store.snapshot[ref]
  }

  /// Plans a ref's move; the last one of a ref counts.
  ///
  /// - Parameters:
  ///   - target: nil removes the ref.
  ///   - log: what its reflog says.
  public mutating func move(_ ref: String, to target: ObjectID?, log: String) {
    moves.removeAll { $0.name == ref }
    let from = store.snapshot[ref]
    guard from != target else { return }
    moves.append(RefMove(ref, from: from, to: target, log: "relman: " + log))
  }

  /// Plans lines on an object's note, which others may add to at the same time.
  ///
  /// - Throws: `.refused` for a note that nobody would read.
  public mutating func addNote(
    lines: [[UInt8]], on object: ObjectID, in ref: String
  ) throws(Problem) {
    let tip = try store.repository.addNote(
      lines: lines, on: object, after: tip(of: ref), author: store.committer(), to: &objects)
    move(ref, to: tip, log: "note on \(object.short)")
  }

  /// A file for a new tree.
  mutating func file(_ path: String, _ bytes: [UInt8]) throws(Problem) -> TreeFile {
    TreeFile(path: path, id: try objects.addBlob(bytes))
  }

  /// Writes the objects, then moves all refs, or none.
  ///
  /// - Returns: the store as it stands then.
  /// - Throws: `.tryAgain` when a ref was moved since the snapshot.
  @discardableResult
  public func commit() throws(Problem) -> RecordStore {
    guard !moves.isEmpty else { return store }
    try store.repository.write(objects)
    try store.repository.move(moves)
    return store.applying(moves)
  }
}

extension RecordStore {
  /// Plans and commits what others may be faster with; each time they were, plans anew on what is
  /// there by then, for about a second in all.
  @discardableResult
  public func commit(
    _ plan: (inout Transaction) throws(Problem) -> Void
  ) throws(Problem) -> RecordStore {
    var store = self
    var pauses = (1..<15).makeIterator()
    while true {
      do throws(Problem) {
        var transaction = Transaction(store)
        try plan(&transaction)
        return try transaction.commit()
      } catch {
        guard error.kind == .tryAgain, let pause = pauses.next() else { throw error }
        usleep(UInt32(pause) * 10_000)
        store = try store.refreshed()
      }
    }
  }
}
