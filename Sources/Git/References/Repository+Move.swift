import CGit2
import Release

/// A ref's way from where it was seen to where it shall be.
public struct RefMove: Hashable, Sendable {
  public let name: String
  /// Where the ref was seen; nil where there was none.
  public let from: ObjectID?
  /// Nil removes the ref.
  public let to: ObjectID?
  /// What its reflog says.
  public let log: String

  public init(_ name: String, from: ObjectID?, to: ObjectID?, log: String) {
    self.name = name
    self.from = from
    self.to = to
    self.log = log.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension Repository {
  /// Moves refs by compare-and-swap: all of them, or none where one is elsewhere than it was seen.
  ///
  /// libgit2's own compare-and-swap looks whether a ref exists before it takes the lock, so two
  /// creations could both win; here the locks come first.
  ///
  /// - Throws: `.tryAgain` when a ref is elsewhere, or locked; `.refused` where there is no room
  ///   for a new one.
  public func move(_ moves: [RefMove]) throws(Problem) {
    let moves = moves.sorted { precedesByBytes($0.name, $1.name) }
    for move in moves where move.from == nil { try requireRoom(for: move.name, among: moves) }
    let transaction = try Handle("lock refs", release: git_transaction_free) {
      git_transaction_new(&$0, pointer)
    }
    for move in moves { try lock(move, transaction.pointer) }
    for move in moves { try requireUnmoved(move) }
    for move in moves { try set(move, transaction.pointer) }
    try check(
      git_transaction_commit(transaction.pointer),
      "write the ref \(moves.map { quoted($0.name) }.joined(separator: ", "))")
  }

  private func lock(_ move: RefMove, _ transaction: OpaquePointer) throws(Problem) {
    guard isValidReference(move.name) else {
      throw Problem(.usage, "\(quoted(move.name)) cannot be the name of a ref")
    }
    try check(git_transaction_lock_ref(transaction, move.name), "lock the ref \(quoted(move.name))")
  }

  private func requireUnmoved(_ move: RefMove) throws(Problem) {
    let current = try reference(move.name)
    guard current != move.from else { return }
    func place(_ id: ObjectID?) -> String { id?.short ?? "absent" }
    throw Problem(
      .tryAgain,
      "the ref \(quoted(move.name)) moved: expected \(place(move.from)), found \(place(current))")
  }

  private func set(_ move: RefMove, _ transaction: OpaquePointer) throws(Problem) {
    var status: Int32
    if let to = move.to {
      var oid = to.oid
      status = git_transaction_set_target(transaction, move.name, &oid, nil, move.log)
    } else {
      status = git_transaction_remove(transaction, move.name)
    }
    try check(status, "change the ref \(quoted(move.name))")
  }

  /// A ref cannot be a file and a folder at once; among packed refs nothing else would notice.
  private func requireRoom(for name: String, among moves: [RefMove]) throws(Problem) {
    let folder = name.prefix(while: { $0 != "/" }) + "/"
    for other in try references(prefix: String(folder)).map(\.name) + moves.map(\.name)
    where other.hasPrefix(name + "/") || name.hasPrefix(other + "/") {
      throw Problem(
        .refused, "the ref \(quoted(name)) has no room beside \(quoted(other))",
        hint: "git update-ref -d \(escaped(other, limit: 200))")
    }
  }
}
