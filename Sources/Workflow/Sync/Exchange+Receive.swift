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
        return "\(escaped(pair.name, limit: 200)) of \(remote) \(doubt.what)"
      }
    }
    for pair in refs where RecordRef(pair.name) == .notes {
      guard let theirs = pair.theirs, theirs != pair.ours else { continue }
      let new = try project.notes(pair.name, at: theirs)
      let old = try project.notes(pair.name, at: pair.ours)
      doubts.add(try new.warnings(besides: old))
    }
    for line in doubts.lines { project.context.say("warning: \(line)") }
    if let hint = hints.first { project.context.say("hint: \(hint)") }
  }

  /// Moves our refs forward to the remote's, and joins notes.
  func receive() throws(Problem) {
    for pair in refs { try receive(pair) }
  }

  func receive(_ pair: Pair) throws(Problem) {
    switch (pair.state, RecordRef(pair.name)) {
    case (.received, .notes), (.joined, _): try join(pair)
    case (.received, _):
      guard let theirs = pair.theirs else { return }
      try project.repository.update(
        pair.name, to: theirs, expecting: pair.ours, log: "relman: sync")
      if pair.isOutdated, let ours = pair.ours {
        project.context.say(
          "warning: \(pair.name): what \(remote) has takes the place of \(ours), which never "
            + "reached it")
      }
    case (.diverged, _) where pair.doubt == nil:
      project.context.say(
        "warning: \(pair.name) went on here and on the remote; neither was changed\n"
          + "hint: "
          + (pair.name == RefName.policy
            ? "relman policy publish --rebase" : "git log \(pair.name)"))
    case (.unchanged, _), (.sent, _), (.ignored, _), (.diverged, _): return
    }
  }

  private func join(_ pair: Pair) throws(Problem) {
    guard let other = pair.theirs ?? pair.ours else { return }
    var edits = try project.notes(pair.name, at: other).ignored
    edits += try project.notes(pair.name, at: pair.ours).ignored
    try project.repository.mergeNotes(
      other, into: pair.name, ignoring: edits, author: project.store.committer())
  }
}
