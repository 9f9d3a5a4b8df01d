import Release

extension Repository {
  /// Brings another clone's notes into ours: of each object, the lines of both, and what the
  /// history of either lost.
  ///
  /// - Parameters:
  ///   - other: a notes commit of theirs.
  ///   - head: ours; nil for none.
  ///   - ignored: the edits of both histories that take no effect.
  /// - Returns: what ours shall be: one of both where it has all of the other.
  public func mergeNotes(
    _ other: ObjectID, into head: ObjectID?, ignoring ignored: [IgnoredNoteEdit] = [],
    author: Ident, to objects: inout NewObjects
  ) throws(Problem) -> ObjectID {
    let missing = try missingNotes(in: other, from: head, ignoring: ignored)
    guard let head, try !isAncestor(head, of: other) else {
      return try restore(missing, on: other, author, &objects)
    }
    let wanted = try missingNotes(in: head, from: other, ignoring: ignored)
    if try isAncestor(other, of: head) {
      return try restore(wanted, on: head, author, &objects)
    }
    let tree = try addNotes(wanted, to: head, &objects)
    return try objects.addCommit(
      tree: tree, parents: [head, other], author: author, committer: author,
      message: "Merge notes\n")
  }

  /// Whether the newest notes lack lines that were ever added.
  public func lacksNotes(_ tip: ObjectID, ignoring ignored: [IgnoredNoteEdit]) throws(Problem)
    -> Bool
  {
    try !missingNotes(in: tip, from: nil, ignoring: ignored).isEmpty
  }

  /// The notes that `tip` does not hold in full, in full.
  private func missingNotes(
    in tip: ObjectID, from other: ObjectID?, ignoring ignored: [IgnoredNoteEdit]
  ) throws(Problem) -> [(ObjectID, NoteLines)] {
    var sources = try other.map { other throws(Problem) in try blobsByObject(other) } ?? [:]
    for edit in ignored { sources[edit.object, default: []] += edit.before }
    if sources.isEmpty { return [] }
    let ours = try blobsByObject(tip)
    var result: [(ObjectID, NoteLines)] = []
    for (object, theirs) in sources {
      let old = ours[object] ?? []
      let new = Set(theirs).subtracting(old).sorted()
      guard !new.isEmpty else { continue }
      var lines = NoteLines([try joined(old)])
      let (bytes, count) = (try joined(new), lines.lines.count)
      lines.add(bytes)
      guard lines.lines.count > count else { continue }
      result.append((object, lines))
    }
    return result
  }

  private func blobsByObject(_ head: ObjectID) throws(Problem) -> [ObjectID: [ObjectID]] {
    Dictionary(grouping: try notes(of: head), by: \.object).mapValues { $0.map(\.blob) }
  }

  private func restore(
    _ missing: [(ObjectID, NoteLines)], on base: ObjectID, _ author: Ident,
    _ objects: inout NewObjects
  ) throws(Problem) -> ObjectID {
    guard !missing.isEmpty else { return base }
    let tree = try addNotes(missing, to: base, &objects)
    return try objects.addCommit(
      tree: tree, parents: [base], author: author, committer: author,
      message: "Restore lines that were dropped\n")
  }

  /// The tree of a notes commit with these notes in place of its own.
  private func addNotes(
    _ notes: [(ObjectID, NoteLines)], to base: ObjectID, _ objects: inout NewObjects
  ) throws(Problem) -> ObjectID {
    var blobs: [(object: ObjectID, blob: ObjectID)] = []
    for (object, lines) in notes {
      blobs.append((object, try addNote(lines, on: object, to: &objects)))
    }
    return try addTreeOfNotes(noteTree(commit(base)), adding: blobs, to: &objects)
  }
}
