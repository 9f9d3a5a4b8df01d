import Git
import Records
import Release

/// The notes that a command has read.
final class ReadNotes {
  fileprivate var known: [Tip: CountedNotes] = [:]

  fileprivate struct Tip: Hashable {
    let ref: String
    let commit: ObjectID?
  }
}

extension Project {
  /// The notes of a ref, read once for as long as it stays where it is.
  func notes(_ ref: String) throws(Problem) -> CountedNotes {
    try notes(ref, at: repository.reference(ref))
  }

  /// As a notes commit has them, read once; none where there is no commit.
  func notes(_ ref: String, at commit: ObjectID?) throws(Problem) -> CountedNotes {
    let tip = ReadNotes.Tip(ref: ref, commit: commit)
    if let known = readNotes.known[tip] { return known }
    let notes = try CountedNotes(ref, at: commit, in: repository)
    readNotes.known[tip] = notes
    return notes
  }
}
