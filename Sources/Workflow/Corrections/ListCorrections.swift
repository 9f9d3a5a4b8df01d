import Records
import Git
import Release

/// What `relman correct --list` answers.
public struct CorrectionList: Encodable, Sendable {
  public var corrections: [Item]
  /// Notes that do not count, and why.
  public var unreadable: [String]

  public struct Item: Encodable, Sendable {
    public var commit: ObjectID
    public var statement: Digest
    public var person: String
    public var correction: Correction
  }
}

/// The corrections that count, by commit.
public func listCorrections(_ context: CommandContext) throws(Problem) -> CorrectionList {
  let notes = try Project.open(context).store.corrections()
  let corrections = notes.corrections
  return CorrectionList(
    corrections: corrections.commits.sorted().flatMap { commit in
      corrections.statements(on: commit).map {
        .init(commit: commit, statement: $0.id, person: $0.person, correction: $0.correction)
      }
    }, unreadable: try notes.doubts())
}

extension Project {
  /// Says what is doubtful about the corrections.
  func sayDoubts(about notes: CorrectionNotes) throws(Problem) {
    for line in try notes.doubts() { context.say("warning: does not count: \(line)") }
    for dispute in notes.corrections.disputes() {
      let verb = dispute.people.count > 1 ? "correct" : "corrects"
      context.say(
        "warning: \(listed(dispute.people)) \(verb) the \(dispute.field) of "
          + "\(dispute.commit.short) differently; see `relman correct --list`")
    }
  }
}
