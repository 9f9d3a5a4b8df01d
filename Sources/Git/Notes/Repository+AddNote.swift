import Glibc
import Release

extension Repository {
  /// Adds lines to the note on an object, sorted by bytes and each once, in one new commit of the
  /// notes ref; nothing is written when all of them are there. Gives the ref's commit. Throws
  /// `.tryAgain` when others moved the ref each time.
  @discardableResult
  public func addNote(
    lines: [[UInt8]], on id: ObjectID, in ref: String, author: Ident
  ) throws(Problem) -> ObjectID {
    try retrying { () throws(Problem) in
      let head = try reference(ref)
      let tree = try head.map { id throws(Problem) in try commit(id).tree }
      let digits = Array(id.hex.utf8)[...]
      let old = try tree.map { tree throws(Problem) in try blobs(of: digits, in: tree) } ?? []
      let before = try joined(old)
      let after = unionOfLines(of: [before] + lines)
      if let head, after == unionOfLines(of: [before]) { return head }
      let new = try treeOfNotes(tree, adding: [(id, try writeBlob(after))])
      return try commitNotes(
        new, parents: head.map { [$0] } ?? [], in: ref, by: author, "Note on \(id)")
    }
  }

  /// Brings another clone's notes into a ref: of each object, the lines of both. Nothing that one
  /// side has is dropped. Moves the ref forward alone where the other side has all of this one's.
  public func mergeNotes(
    _ other: ObjectID, into ref: String, author: Ident
  ) throws(Problem) {
    try retrying { () throws(Problem) in
      guard let head = try reference(ref), try !isAncestor(head, of: other) else {
        let head = try reference(ref)
        guard head != other else { return }
        return try update(ref, to: other, expecting: head, log: "notes: fast-forward")
      }
      guard try !isAncestor(other, of: head) else { return }
      let tree = try treeOfNotes(try commit(head).tree, adding: try union(of: head, and: other))
      _ = try commitNotes(tree, parents: [head, other], in: ref, by: author, "Merge notes")
    }
  }

  /// The notes of `other` that `head` does not hold as they are, joined with what it holds.
  private func union(
    of head: ObjectID, and other: ObjectID
  ) throws(Problem) -> [(ObjectID, ObjectID)] {
    let ours = Dictionary(grouping: try notes(of: head), by: \.object)
    let theirs = Dictionary(grouping: try notes(of: other), by: \.object)
    var result: [(ObjectID, ObjectID)] = []
    for (object, notes) in theirs {
      let (old, new) = ((ours[object] ?? []).map(\.blob), notes.map(\.blob))
      guard old != new else { continue }
      if old.isEmpty, let only = new.first, new.count == 1 {
        result.append((object, only))
      } else {
        let lines = unionOfLines(of: [try joined(old), try joined(new)])
        result.append((object, try writeBlob(lines)))
      }
    }
    return result
  }

  private func commitNotes(
    _ tree: ObjectID, parents: [ObjectID], in ref: String, by author: Ident, _ subject: String
  ) throws(Problem) -> ObjectID {
    let id = try writeCommit(
      tree: tree, parents: parents, author: author, committer: author, message: subject + "\n")
    try update(ref, to: id, expecting: parents.first, log: "notes: \(subject)")
    return id
  }

  /// Another process may hold the ref for a moment: tries again, for about a second in all.
  private func retrying<Result>(_ attempt: () throws(Problem) -> Result) throws(Problem) -> Result {
    for number in 1..<15 {
      do throws(Problem) {
        return try attempt()
      } catch  where error.kind == .tryAgain {
        usleep(UInt32(number) * 10_000)
      }
    }
    return try attempt()
  }
}
