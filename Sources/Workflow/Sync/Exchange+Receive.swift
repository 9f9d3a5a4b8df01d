import Git
import Records
import Release

extension Exchange {
  /// Says what the remote has that takes no effect.
  func sayDoubts() throws(Problem) {
    var doubts = BoundedMessages()
    var hints: [ShellCommand] = []
    for pair in refs {
      guard let doubt = pair.doubt else { continue }
      try doubts.add { () throws(Problem) in
        hints.append(doubt.hint)
        return "\(escaped(pair.name, limit: 200)) \(pair.isOurFault ? "here" : "of \(remote)") "
          + doubt.what
      }
    }
    for pair in refs where RecordRef(pair.name) == .notes {
      guard let theirs = pair.theirs, theirs != pair.ours else { continue }
      let new = try project.store.notes(pair.name, at: theirs)
      let old = try project.store.notes(pair.name, at: pair.ours)
      doubts.add(try new.warnings(besides: old))
    }
    for line in doubts.lines { project.context.say("warning: \(line)") }
    if let hint = hints.first { project.context.say("hint: \(hint)") }
  }

  /// Moves our refs forward to the remote's, and joins notes.
  ///
  /// - Returns: the project with what was received.
  /// - Throws: `.tryAgain` when one of ours has moved meanwhile.
  func receive() throws(Problem) -> Project { try receive(refs) }

  func receive(_ pairs: [Pair]) throws(Problem) -> Project {
    var transaction = Transaction(project.store)
    for pair in pairs { try receive(pair, &transaction) }
    var project = project
    project.store = try transaction.commit()
    return project
  }

  private func receive(_ pair: Pair, _ transaction: inout Transaction) throws(Problem) {
    switch (pair.state, RecordRef(pair.name)) {
    case (.received, .notes), (.joined, _): try join(pair, &transaction)
    case (.received, _):
      guard let theirs = pair.theirs else { return }
      transaction.move(pair.name, to: theirs, log: "sync")
      if let kept = pair.keptAside { try keepAside(pair, as: kept, &transaction) }
      if pair.isOutdated, let ours = pair.ours {
        project.context.say(
          "warning: \(pair.name): what \(remote) has takes the place of \(ours), which never "
            + "reached it")
      }
    case (.diverged, _) where pair.doubt == nil:
      project.context.say(
        "warning: \(pair.name) went on here and on the remote; neither was changed\n"
          + "hint: \(pair.wayOut)")
    case (.unchanged, _), (.sent, _), (.ignored, _), (.diverged, _): return
    }
  }

  private func keepAside(
    _ pair: Pair, as kept: String, _ transaction: inout Transaction
  ) throws(Problem) {
    if try project.repository.reference(kept) == nil {
      transaction.move(kept, to: pair.ours, log: "repair")
    }
    project.context.say(
      "warning: \(pair.name) went on here and on \(remote): what \(remote) has counts, and ours "
        + "is kept as \(kept)\nhint: git log \(kept)")
  }

  private func join(_ pair: Pair, _ transaction: inout Transaction) throws(Problem) {
    guard let other = pair.theirs ?? pair.ours else { return }
    let repository = project.repository
    var edits = try project.store.notes(pair.name, at: other).ignored
    edits += try project.store.notes(pair.name, at: pair.ours).ignored
    let tip = try repository.mergeNotes(
      other, into: pair.ours, ignoring: edits, author: project.store.committer(),
      to: &transaction.objects)
    transaction.move(pair.name, to: tip, log: "sync")
  }
}
