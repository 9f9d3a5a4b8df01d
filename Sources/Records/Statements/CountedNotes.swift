import Git
import Release

/// The notes of a ref that count: every line that was ever added to it, whatever became of it
/// later. Who may push may push a note without its veto too; that commit takes no effect.
public struct CountedNotes {
  public let ref: String
  /// The notes commit that they were read from; nil for none.
  public let tip: ObjectID?
  /// The commits that dropped or altered a line, or made a note that is not read.
  public let ignored: [IgnoredNoteEdit]
  public let repository: Repository

  private let before: [ObjectID: [ObjectID]]

  /// - Parameter tip: a notes commit; nil for none.
  public init(_ ref: String, at tip: ObjectID?, in repository: Repository) throws(Problem) {
    self.ref = ref
    self.tip = tip
    self.repository = repository
    guard let tip else {
      (ignored, before) = ([], [:])
      return
    }
    let file = NoteHistoryFile(of: ref, in: repository)
    var history = file.read()
    let readCommits = try repository.read(&history, to: tip)
    file.write(history, readCommits: readCommits)
    ignored = try repository.ignoredEdits(history, upTo: tip)
    before = Dictionary(grouping: ignored, by: \.object).mapValues { $0.flatMap(\.before) }
  }

  /// The lines on an object, each once, sorted by bytes.
  public func lines(on object: ObjectID) throws(Problem) -> [ArraySlice<UInt8>] {
    guard let tip else { return [] }
    var blobs = try repository.noteBlobs(on: object, of: tip)
    for blob in before[object] ?? [] where !blobs.contains(blob) { blobs.append(blob) }
    return try repository.lines(of: blobs)
  }

  /// All objects that a line was ever added on, sorted.
  public func objects() throws(Problem) -> [ObjectID] {
    guard let tip else { return [] }
    return try Set(repository.notes(of: tip).map(\.object)).union(before.keys).sorted()
  }

  /// For each line on an object, the first commit that has it.
  public func commits(
    adding lines: [ArraySlice<UInt8>], on object: ObjectID
  ) throws(Problem) -> [ArraySlice<UInt8>: ObjectID] {
    guard let tip else { return [:] }
    return try repository.commits(adding: lines, on: object, upTo: tip)
  }

  /// The ignored edits of the note on an object; of all notes, where none is named.
  public func warnings(on object: ObjectID? = nil) throws(Problem) -> BoundedMessages {
    try warnings(about: ignored.filter { edit in object.map { $0 == edit.object } ?? true })
  }

  /// The ignored edits that others do not have.
  public func warnings(besides other: CountedNotes) throws(Problem) -> BoundedMessages {
    let known = Set(other.ignored)
    return try warnings(about: ignored.filter { !known.contains($0) })
  }

  private func warnings(about edits: [IgnoredNoteEdit]) throws(Problem) -> BoundedMessages {
    var result = BoundedMessages()
    for edit in edits {
      try result.add { () throws(Problem) in
        "\(ref): \(try repository.description(of: edit.commit)) \(edit.what)"
      }
    }
    return result
  }

  /// The warnings about edits that left their mark: lines that the newest notes still lack.
  public func standingWarnings() throws(Problem) -> BoundedMessages {
    guard let tip, try repository.lacksNotes(tip, ignoring: ignored) else {
      return BoundedMessages()
    }
    return try warnings()
  }
}

extension Repository {
  /// A commit for people: its id, who committed it, when.
  public func description(of id: ObjectID) throws(Problem) -> String {
    let committer = try commit(id).committer
    return "\(id.short) of \(quoted(committer.name, limit: 60)) at \(committer.time)"
  }
}

extension IgnoredNoteEdit {
  fileprivate var what: String {
    switch reason {
    case .dropped(let lines):
      "dropped or altered \(lines) \(lines == 1 ? "line" : "lines") on \(object.short), which "
        + "still " + (lines == 1 ? "counts" : "count")
    case .tooLarge(let bytes):
      "made a note of \(bytes) bytes on \(object.short), which is too large to be read"
    case .notAFile:
      "put something else than a file in place of the note on \(object.short)"
    }
  }
}
