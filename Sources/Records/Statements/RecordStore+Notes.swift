import Git
import Release

/// The notes that a command has read.
final class ReadNotes {
  fileprivate var known: [Tip: CountedNotes] = [:]

  fileprivate struct Tip: Hashable {
    let ref: String
    let commit: ObjectID?
  }
}

extension RecordStore {
  /// The notes of a ref as the snapshot has it, read once.
  public func notes(_ ref: String) throws(Problem) -> CountedNotes {
    try notes(ref, at: snapshot[ref])
  }

  /// As a notes commit has them, read once; none where there is no commit.
  public func notes(_ ref: String, at commit: ObjectID?) throws(Problem) -> CountedNotes {
    let tip = ReadNotes.Tip(ref: ref, commit: commit)
    if let known = readNotes.known[tip] { return known }
    let notes = try CountedNotes(ref, at: commit, in: repository)
    readNotes.known[tip] = notes
    return notes
  }
}
