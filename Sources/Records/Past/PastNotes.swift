import Git
import Release

/// Which statements of a notes ref were there on a package at a moment in the past.
public struct PastNotes {
  private let moment: PastMoment
  private let notes: CountedNotes
  private let firstCommits: [ArraySlice<UInt8>: Commit]

  public init(
    _ moment: PastMoment, on package: ObjectID, in notes: CountedNotes
  ) throws(Problem) {
    self.moment = moment
    self.notes = notes
    firstCommits =
      try notes.tip.map { tip throws(Problem) in
        try notes.repository.firstCommits(ofLinesOn: package, upTo: tip)
      } ?? [:]
  }

  /// How it is known that a statement was there; nil where it was not.
  func knowledge<Predicate: NamesHeads>(
    of line: ArraySlice<UInt8>, _ statement: SignedStatement<Predicate>
  ) throws(Problem) -> Knowledge? {
    for witness in moment.witnesses where witness.session.allowedBy.contains(statement.id) {
      return .proven(by: witness)
    }
    let how = try knowledge(of: line)
    guard case .claimed = how else { return how }
    // It cannot be older than what its own signer saw, whatever its commit says.
    for head in statement.predicate.heads.values where try isLater(head) { return nil }
    return how
  }

  /// As for a statement, for a line that is none.
  func knowledge(of line: ArraySlice<UInt8>) throws(Problem) -> Knowledge? {
    guard let first = firstCommits[line] else { return nil }
    for witness in moment.witnesses where try isSeen(first.id, by: witness) {
      return .proven(by: witness)
    }
    guard moment.subject == nil, first.committer.time <= moment.time else { return nil }
    return .claimed(by: first)
  }

  private func isSeen(_ commit: ObjectID, by witness: LedgerEntry) throws(Problem) -> Bool {
    guard let head = witness.session.heads[notes.ref], notes.repository.contains(head) else {
      return false
    }
    return try notes.repository.isAncestor(commit, of: head)
  }

  private func isLater(_ head: ObjectID) throws(Problem) -> Bool {
    guard notes.repository.contains(head), try notes.repository.isTreeCommit(head) else {
      return false
    }
    return try notes.repository.commit(head).committer.time > moment.time
  }
}
