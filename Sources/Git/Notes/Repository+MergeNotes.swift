import Release

extension Repository {
  /// Brings another clone's notes into a ref: of each object, the lines of both, and what the
  /// history of either lost. Moves the ref forward alone where the other side has all of this
  /// one's.
  ///
  /// - Parameter ignored: the edits of both histories that take no effect.
  public func mergeNotes(
    _ other: ObjectID, into ref: String, ignoring ignored: [IgnoredNoteEdit] = [], author: Ident
  ) throws(Problem) {
    try retrying { () throws(Problem) in
      let head = try reference(ref)
      let missing = try missingNotes(in: other, from: head, ignoring: ignored)
      if try head.map({ head throws(Problem) in try isAncestor(head, of: other) }) ?? true {
        if head == other, missing.isEmpty { return }
        guard missing.isEmpty else {
          return try restore(missing, on: other, in: ref, expecting: head, author)
        }
        return try update(ref, to: other, expecting: head, log: "notes: fast-forward")
      }
      guard let head else { return }
      let wanted = try missingNotes(in: head, from: other, ignoring: ignored)
      if try isAncestor(other, of: head) {
        if !wanted.isEmpty { try restore(wanted, on: head, in: ref, expecting: head, author) }
        return
      }
      let tree = try notes(on: head, adding: wanted)
      _ = try commitNotes(tree, parents: [head, other], in: ref, by: author, "Merge notes")
    }
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
    _ missing: [(ObjectID, NoteLines)], on base: ObjectID, in ref: String,
    expecting head: ObjectID?, _ author: Ident
  ) throws(Problem) {
    let tree = try notes(on: base, adding: missing)
    let id = try writeCommit(
      tree: tree, parents: [base], author: author, committer: author,
      message: "Restore lines that were dropped\n")
    try update(ref, to: id, expecting: head, log: "notes: restored")
  }

  /// The tree of a notes commit with these notes in place of its own.
  private func notes(
    on base: ObjectID, adding notes: [(ObjectID, NoteLines)]
  ) throws(Problem) -> ObjectID {
    var blobs: [(object: ObjectID, blob: ObjectID)] = []
    for (object, lines) in notes { blobs.append((object, try writeNote(lines, on: object))) }
    return try treeOfNotes(noteTree(commit(base)), adding: blobs)
  }
}
