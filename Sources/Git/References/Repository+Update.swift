import CGit2
import Release

extension Repository {
  /// Moves a ref by compare-and-swap: it must point at `expected` now, or not exist when that is
  /// nil. Throws `.tryAgain` when it is elsewhere, or locked. `log` goes to its reflog.
  public func update(
    _ name: String, to target: ObjectID, expecting expected: ObjectID?, log: String
  ) throws(Problem) {
    let message = log.split(whereSeparator: \.isNewline).joined(separator: " ")
    if expected == nil { try requireRoom(for: name) }
    try changing(name, expecting: expected) { transaction in
      var oid = target.oid
      return git_transaction_set_target(transaction, name, &oid, nil, message)
    }
  }

  /// Removes a ref that points at `expected`; throws `.tryAgain` when it is elsewhere by now.
  public func deleteReference(_ name: String, expecting expected: ObjectID) throws(Problem) {
    try changing(name, expecting: expected) { git_transaction_remove($0, name) }
  }

  /// libgit2's own compare-and-swap looks whether a ref exists before it takes the lock, so two
  /// creations could both win; here the lock comes first.
  private func changing(
    _ name: String, expecting expected: ObjectID?, _ change: (OpaquePointer) -> Int32
  ) throws(Problem) {
    guard isValidReference(name) else {
      throw Problem(.usage, "\(quoted(name)) cannot be the name of a ref")
    }
    let transaction = try Handle("lock \(quoted(name))", release: git_transaction_free) {
      git_transaction_new(&$0, pointer)
    }
    try check(git_transaction_lock_ref(transaction.pointer, name), "lock the ref \(quoted(name))")
    let current = try reference(name)
    guard current == expected else {
      throw moved(name, expected: expected, current: current)
    }
    try check(change(transaction.pointer), "change the ref \(quoted(name))")
    try check(git_transaction_commit(transaction.pointer), "write the ref \(quoted(name))")
  }

  private func moved(_ name: String, expected: ObjectID?, current: ObjectID?) -> Problem {
    func place(_ id: ObjectID?) -> String { id?.short ?? "absent" }
    return Problem(
      .tryAgain,
      "the ref \(quoted(name)) moved: expected \(place(expected)), found \(place(current))")
  }

  /// A ref cannot be a file and a folder at once; among packed refs nothing else would notice.
  private func requireRoom(for name: String) throws(Problem) {
    let folder = name.prefix(while: { $0 != "/" }) + "/"
    for (other, _) in try references(prefix: String(folder))
    where other.hasPrefix(name + "/") || name.hasPrefix(other + "/") {
      throw Problem(
        .refused, "the ref \(quoted(name)) has no room beside \(quoted(other))",
        hint: "git update-ref -d \(escaped(other, limit: 200))")
    }
  }
}
