import Release

/// A commit's id made from a number.
func id(_ number: Int) -> ObjectID {
  let bytes = (0..<20).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
  return ObjectID(bytes: bytes) ?? .zero
}

/// A commit with this message. Newer commits have higher numbers.
func commit(_ message: String, id number: Int = 1, parents: Int) -> Commit {
  let ada = Ident(name: "Ada", mail: "ada@example.org", time: Instant(seconds: number))
  return Commit(
    id: id(number), tree: .zero, parents: (0..<parents).map { id(number - 1 - $0) }, author: ada,
    committer: ada, message: message)
}

/// A commit as the notes have it.
func noted(_ message: String, id number: Int, parents: Int = 1) -> CommitSummary {
  CommitSummary(commit(message, id: number, parents: parents))
}
