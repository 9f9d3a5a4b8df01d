import Release

extension Repository {
  /// Adds lines to the note on an object, sorted by bytes and each once, in a new notes commit.
  ///
  /// - Parameter head: the notes commit to go on from; nil for none.
  /// - Returns: the new commit; `head` when all lines are there.
  /// - Throws: `.refused` for a note that nobody would read.
  public func addNote(
    lines: [[UInt8]], on id: ObjectID, after head: ObjectID?, author: Ident,
    to objects: inout NewObjects
  ) throws(Problem) -> ObjectID {
    let tree = try head.flatMap { id throws(Problem) in try noteTree(commit(id)) }
    let before = NoteLines([try joined(noteBlobs(on: id, in: tree))])
    let after = NoteLines([before.text] + lines)
    if let head, after.lines == before.lines { return head }
    let blob = try addNote(after, on: id, to: &objects)
    let new = try addTreeOfNotes(tree, adding: [(id, blob)], to: &objects)
    return try objects.addCommit(
      tree: new, parents: head.map { [$0] } ?? [], author: author, committer: author,
      message: "Note on \(id)\n")
  }

  func addNote(
    _ lines: NoteLines, on id: ObjectID, to objects: inout NewObjects
  ) throws(Problem) -> ObjectID {
    let text = lines.text
    guard text.count <= Self.maximumNoteBytes else {
      throw Problem(
        .refused,
        "the note on \(id.short) would have \(text.count) bytes, and one larger than "
          + "\(Self.maximumNoteBytes) is not read")
    }
    return try objects.addBlob(text)
  }
}
