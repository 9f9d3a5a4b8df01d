import Release

/// What a commit of a notes ref did to the note on an object that takes no effect: notes only grow.
public struct IgnoredNoteEdit: Hashable, Sendable {
  /// The commit that did it.
  public let commit: ObjectID
  /// The object that the note is on.
  public let object: ObjectID
  public let reason: Reason
  /// The note as the parents had it, where the commit lost lines of it.
  public let before: [ObjectID]

  public enum Reason: Hashable, Sendable {
    /// It dropped or altered this many lines.
    case dropped(lines: Int)
    /// It made a note of this many bytes, which is more than is read.
    case tooLarge(bytes: Int)
    /// It put something else than a file in the note's place.
    case notAFile
  }

  public init(commit: ObjectID, object: ObjectID, reason: Reason, before: [ObjectID]) {
    self.commit = commit
    self.object = object
    self.reason = reason
    self.before = before
  }
}

/// The history of a notes ref, as far as it matters beside its newest tree: that has every line
/// that was ever added, but for those that the ignored edits lost.
public struct NoteHistory: Hashable, Sendable {
  /// All ancestors of these commits were read.
  public private(set) var tips: [ObjectID]
  public private(set) var ignored: [IgnoredNoteEdit]

  public init(tips: [ObjectID] = [], ignored: [IgnoredNoteEdit] = []) {
    self.tips = tips
    self.ignored = ignored
  }

  /// More than a ref that went on here and on a remote leaves at once.
  private static let maximumTips = 4

  fileprivate mutating func add(_ tip: ObjectID, _ edits: [IgnoredNoteEdit]) {
    tips = [tip] + tips.prefix(Self.maximumTips - 1)
    ignored += edits
  }

  fileprivate func filtered(
    _ isIncluded: (IgnoredNoteEdit) throws(Problem) -> Bool
  ) throws(Problem) -> [IgnoredNoteEdit] {
    var result: [IgnoredNoteEdit] = []
    for edit in ignored where try isIncluded(edit) { result.append(edit) }
    return result
  }
}

extension Repository {
  /// The largest note that is read, in bytes: more than ten thousand statements. A larger one is a
  /// way to exhaust whoever reads it.
  public static let maximumNoteBytes = 16 << 20

  /// Reads on from what is known of a notes ref, up to a commit.
  ///
  /// Going through the commits oldest first, only what differs from a parent is looked at, so the
  /// cost grows with what is new.
  ///
  /// - Returns: how many commits were read.
  public func read(_ history: inout NoteHistory, to tip: ObjectID) throws(Problem) -> Int {
    let known = history.tips.filter { contains($0) }
    if known != history.tips { history = NoteHistory() }
    for other in history.tips where try isAncestor(tip, of: other) { return 0 }
    var edits: [IgnoredNoteEdit] = []
    let commits = try commits(from: [tip], hiding: history.tips)
    let cutOff = try cutOffCommits()
    for commit in commits.reversed() {
      let parents = cutOff.contains(commit.id) ? [] : commit.parents
      edits += try ignoredEdits(of: commit, after: parents)
    }
    history.add(tip, edits)
    return commits.count
  }

  /// The ignored edits among a commit and its ancestors, which the history reaches.
  public func ignoredEdits(
    _ history: NoteHistory, upTo tip: ObjectID
  ) throws(Problem) -> [IgnoredNoteEdit] {
    guard history.tips != [tip] else { return history.ignored }
    return try history.filtered { edit throws(Problem) in
      try isAncestor(edit.commit, of: tip)
    }
  }

  /// For each line, the oldest commit whose note on an object has it.
  public func commits(
    adding lines: [ArraySlice<UInt8>], on object: ObjectID, upTo tip: ObjectID
  ) throws(Problem) -> [ArraySlice<UInt8>: ObjectID] {
    var result: [ArraySlice<UInt8>: ObjectID] = [:]
    var missing = Set(lines)
    var seen: Set<ObjectID> = []
    for commit in try commits(from: [tip]).reversed() where !missing.isEmpty {
      for blob in try noteBlobs(on: object, in: noteTree(commit))
      where seen.insert(blob).inserted {
        let note = NoteLines([try joined([blob])])
        for line in missing.filter(note.contains) {
          result[line] = commit.id
          missing.remove(line)
        }
      }
    }
    return result
  }

  /// Every line that a note on an object ever had, with the oldest commit that has it.
  public func firstCommits(
    ofLinesOn object: ObjectID, upTo tip: ObjectID
  ) throws(Problem) -> [ArraySlice<UInt8>: Commit] {
    var result: [ArraySlice<UInt8>: Commit] = [:]
    var seen: Set<ObjectID> = []
    for commit in try commits(from: [tip]).reversed() {
      for blob in try noteBlobs(on: object, in: noteTree(commit))
      where seen.insert(blob).inserted {
        for line in NoteLines([try joined([blob])]).lines where result[line] == nil {
          result[line] = commit
        }
      }
    }
    return result
  }

  private func ignoredEdits(
    of commit: Commit, after parents: [ObjectID]
  ) throws(Problem) -> [IgnoredNoteEdit] {
    let tree = try noteTree(commit)
    var before: [ObjectID: [ObjectID]] = [:]
    for parent in parents {
      let old = try noteTree(self.commit(parent))
      for object in try changedNotes(from: old, to: tree) {
        before[object, default: []] += try noteBlobs(on: object, in: old)
      }
    }
    if parents.isEmpty {
      for object in try changedNotes(from: nil, to: tree) { before[object] = [] }
    }
    var edits: [IgnoredNoteEdit] = []
    for (object, old) in before.sorted(by: { $0.key < $1.key }) {
      let new = try noteBlobs(on: object, in: tree)
      edits += try ignoredEdit(of: commit.id, on: object, from: old, to: new)
    }
    return edits
  }

  private func ignoredEdit(
    of commit: ObjectID, on object: ObjectID, from before: [ObjectID], to after: [ObjectID]
  ) throws(Problem) -> [IgnoredNoteEdit] {
    let added = after.filter { !before.contains($0) }
    var kept = NoteLines()
    var reason: IgnoredNoteEdit.Reason?
    for blob in after {
      let note = try self.note(blob)
      if case .lines(let bytes) = note {
        kept.add(bytes)
      } else if added.contains(blob) {
        reason = note.reason
      }
    }
    var lost = 0
    var losing: [ObjectID] = []
    for blob in Set(before).subtracting(after).sorted() {
      guard case .lines(let bytes) = try note(blob) else { continue }
      let missing = kept.count(missingFrom: bytes)
      if missing > 0 { losing.append(blob) }
      lost = max(lost, missing)
    }
    if lost > 0, reason == nil { reason = .dropped(lines: lost) }
    return reason.map { [.init(commit: commit, object: object, reason: $0, before: losing)] } ?? []
  }

  /// The objects whose notes differ between two trees of notes.
  private func changedNotes(
    from old: ObjectID?, to new: ObjectID?
  ) throws(Problem) -> Set<ObjectID> {
    var objects: Set<ObjectID> = []
    try TreeComparison(
      repository: self, enters: { isFolderOfNotes($0) },
      take: { path in
        if let object = noteObject(path) { objects.insert(object) }
        return true
      }
    ).run(old, new)
    return objects
  }
}
