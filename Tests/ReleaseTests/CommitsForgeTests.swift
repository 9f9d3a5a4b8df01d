import Release
import Testing

/// What forges and Git's own commands write into messages.
struct ForgeTests {
  @Test(
    arguments: [
      ("feat: x (#123)", 123, "x"), ("a title (#7)", 7, "a title"),
      ("fix: x (#12) (#34)", 34, "x (#12)"), ("Revert \"feat: x (#1)\" (#2)", 2, "feat: x (#1)"),
      ("feat: x (#123) y", nil, "x (#123) y"), ("feat: x (#)", nil, "x (#)"),
      ("feat: x (#1a)", nil, "x (#1a)"), ("feat: x (#99999999999999999999)", nil, nil),
      ("feat: x\n\nBody.\n\nSee merge request shop/web!45", 45, "x"), ("feat: (#3)", 3, "(#3)"),
    ]) func aSquashHasItsNumber(text: String, number: Int?, subject: String?)
  {
    let message = Message(text)
    #expect(message.pullRequest == number)
    if let subject { #expect(message.subject == subject) }
  }

  @Test(
    arguments: [
      ("Merge pull request #12 from ada/topic\n\nfeat: discounts\n\nMore.", 12, "feat: discounts"),
      ("Merge pull request #12 from ada/topic", 12, nil),
      ("Merge pull request 'It's done' (#12) from topic into main", 12, "It's done"),
      (
        "Merge branch 'topic' into 'main'\n\nDiscounts\n\nSee merge request a/b/c!12", 12,
        "Discounts"
      ),
      ("Merged in topic (pull request #12)\n\nDiscounts\n", 12, "Discounts"),
      ("Merged PR 12: Discounts", 12, "Discounts"), ("Merge branch 'topic'", nil, nil),
      ("Merge tag 'v1.0.0' into main", nil, nil),
    ]) func aMergeHasItsNumberAndTitle(text: String, number: Int?, title: String?)
  {
    let message = Message(text)
    #expect(message.pullRequest == number)
    #expect(message.kind == .merge(pullRequestTitle: title))
  }

  /// Azure DevOps begins a squash as it begins a merge; the squash has one parent.
  @Test func aSquashOfAzureSaysWhatItsTitleSays() {
    let text = "Merged PR 1: feat(cart)!: x\n\nMore.\n\nChange: discounts"
    let squash = commit(text, parents: 1)
    let message = Message(squash)
    #expect(message.type == "feat" && message.scope == "cart" && message.subject == "x")
    #expect(message.isBreaking && message.isConventional && message.kind == .ordinary)
    #expect(message.pullRequest == 1 && message.changes == ["discounts"])
    #expect(message.title == "Merged PR 1: feat(cart)!: x")
    #expect(CommitSummary(squash).asks == .major && CommitSummary(squash).subject == "x")

    let merge = Message(commit(text, parents: 2))
    #expect(merge.type == nil && !merge.isBreaking && merge.pullRequest == 1)
    #expect(merge.kind == .merge(pullRequestTitle: "feat(cart)!: x"))
  }

  @Test(
    arguments: [
      ("Merged PR 1: Discounts", nil, "Discounts", .ordinary),
      ("Merged PR 1: fix: y", "fix", "y", .ordinary),
      ("Merged PR 1: Revert \"feat: x\"", "revert", "feat: x", .revert),
      ("Merged PR 1: fixup! feat: x", nil, "fixup! feat: x", .fixup),
      ("Merged PR 1: ", nil, "Merged PR 1:", .merge(pullRequestTitle: nil)),
      ("Merged PR 1", nil, "Merged PR 1", .merge(pullRequestTitle: nil)),
      ("Merge pull request #1 from ada/x\n\nfix: y\n\nMore.", "fix", "y", .ordinary),
      ("Merge branch 'x'", nil, "Merge branch 'x'", .merge(pullRequestTitle: nil)),
    ] as [(String, String?, String, Message.Kind)]) func aSquashIsWhatItsTitleIs(
      text: String, type: String?, subject: String, kind: Message.Kind
    )
  {
    let message = Message(commit(text, parents: 1))
    #expect(message.type == type)
    #expect(message.subject == subject)
    #expect(message.kind == kind)
    #expect(message.isConventional == (type == "fix"))
    #expect(message.pullRequest == (text == "Merge branch 'x'" ? nil : 1))
  }

  @Test func aRevertNamesWhatItTakesBack() {
    let id = String(repeating: "0123456789", count: 4)
    let message = Message("Revert \"feat: a \"b\"\"\n\nThis reverts commit \(id).\n")
    #expect(message.type == "revert")
    #expect(message.kind == .revert)
    #expect(message.subject == "feat: a \"b\"")
    #expect(message.reverts == [id])
    #expect(!message.isConventional)
  }

  /// Since Git 2.43 (sequencer.c); before that it wrote the second form.
  @Test(arguments: ["Reapply \"feat: x\"", "Revert \"Revert \"feat: x\"\""])
  func aRevertOfARevertTakesBackTheRevert(_ title: String) {
    let message = Message("\(title)\n\nThis reverts commit \(id(2).hex).\n")
    #expect(message.title == title)
    #expect(message.type == "revert")
    #expect(message.kind == .revert)
    #expect(message.subject == "Revert \"feat: x\"")
    #expect(message.reverts == [id(2).hex])
    #expect(Message(title + " (#7)").pullRequest == 7)
    #expect(Message(title + " (#7)").subject == "Revert \"feat: x\"")
  }

  @Test(arguments: ["Reapply \"feat: x\"", "Revert \"Revert \"feat: x\"\""])
  func aRevertedRevertLeavesTheCommitInTheNotes(_ title: String) {
    let texts = ["feat: x", "Revert \"feat: x\"", title, "Revert \"Reapply \"feat: x\"\""]
    let commits = texts.enumerated().map { place, text in
      noted("\(text)\n\nThis reverts commit \(id(place).hex).", id: place + 1)
    }
    let shown = (1...4).map { count in
      ReleaseNotes(
        tag: nil, version: nil, date: nil, previous: nil,
        commits: commits.prefix(count).reversed(), rules: CommitRules()
      ).commits.reversed().filter { $0.hidden == nil }.map(\.id)
    }
    #expect(shown == [[id(1)], [], [id(1)], []])
  }

  @Test(arguments: ["Reapply x", "Reapply \"x", "Reapply \"\"", "reapply \"x\"", "Reapply: \"x\""])
  func anyOtherReapplyIsNone(_ title: String) {
    #expect(Message(title).kind == .ordinary)
    #expect(Message(title).type == (title.hasPrefix("Reapply:") ? "reapply" : nil))
  }

  @Test func refsOfAnotherTypeTakeNothingBack() {
    #expect(Message("fix: x\n\nRefs: 676104e").reverts == [])
  }

  @Test(arguments: ["fixup! feat: x", "squash! x", "amend! x"])
  func whatIsToBeSquashedIsKnown(_ title: String) {
    #expect(Message(title).kind == .fixup)
    #expect(Message("fix: x").kind == .ordinary)
  }
}
