import Glibc
import Release

extension Repository {
  /// Adds lines to the note on an object, sorted by bytes and each once, in one new commit of the
  /// notes ref; nothing is written when all of them are there. Gives the ref's commit. Throws
  /// `.tryAgain` when others moved the ref each time, and `.refused` for a note that nobody would
  /// read.
  @discardableResult
  public func addNote(
    lines: [[UInt8]], on id: ObjectID, in ref: String, author: Ident
  ) throws(Problem) -> ObjectID {
    try retrying { () throws(Problem) in
      let head = try reference(ref)
      let tree = try head.flatMap { id throws(Problem) in try noteTree(commit(id)) }
      let old = try noteBlobs(on: id, in: tree)
      let before = NoteLines([try joined(old)])
      let after = NoteLines([before.text] + lines)
      if let head, after.lines == before.lines { return head }
      let new = try treeOfNotes(tree, adding: [(id, try writeNote(after, on: id))])
      return try commitNotes(
        new, parents: head.map { [$0] } ?? [], in: ref, by: author, "Note on \(id)")
    }
  }

  func writeNote(_ lines: NoteLines, on id: ObjectID) throws(Problem) -> ObjectID {
    let text = lines.text
    guard text.count <= Self.maximumNoteBytes else {
      throw Problem(
        .refused,
        "the note on \(id.short) would have \(text.count) bytes, and one larger than "
          + "\(Self.maximumNoteBytes) is not read")
    }
    return try writeBlob(text)
  }

  func commitNotes(
    _ tree: ObjectID, parents: [ObjectID], in ref: String, by author: Ident, _ subject: String
  ) throws(Problem) -> ObjectID {
    let id = try writeCommit(
      tree: tree, parents: parents, author: author, committer: author, message: subject + "\n")
    try update(ref, to: id, expecting: parents.first, log: "notes: \(subject)")
    return id
  }

  /// Another process may hold the ref for a moment: tries again, for about a second in all.
  func retrying<Result>(_ attempt: () throws(Problem) -> Result) throws(Problem) -> Result {
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
