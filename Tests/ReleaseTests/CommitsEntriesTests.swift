import Release
import Testing

/// Squashed commits: several changes in one message.
struct EntriesTests {
  private func types(_ message: String) -> [String] {
    Message(message).entries.map { "\($0.type)(\($0.scope ?? "")): \($0.subject)" }
  }

  @Test func theBulletsOfAForgesSquash() {
    let message = """
      Discounts at checkout (#12)

      * feat(checkout): discounts

      With a longer text.

      * fix: a crash

      - docs: say so

      Co-authored-by: Bob <bob@example.org>
      """
    #expect(types(message) == ["feat(checkout): discounts", "fix(): a crash", "docs(): say so"])
    #expect(Message(message).subject == "Discounts at checkout")
    #expect(Message(message).coAuthors == [Person(name: "Bob", mail: "bob@example.org")])
  }

  @Test func theLogOfAGitMergeSquash() {
    let message = """
      Squashed commit of the following:

      commit 1111111111111111111111111111111111111111
      Author: Ada <ada@example.org>
      Date:   Mon Jan 5 09:30:00 2026 +0000

          feat(parser)!: read tabs

          fix: this line is a body's

      commit 2222222222222222222222222222222222222222
      Author: Ada <ada@example.org>

          wording
      """
    #expect(types(message) == ["feat(parser): read tabs"])
    #expect(Message(message).entries.map(\.isBreaking) == [true])
  }

  @Test func whatASquashListsAfterABreakingChangeIsRead() {
    let message = """
      Several things (#12)

      * feat: a

      BREAKING CHANGE: b goes

      - feat: is its name now
      * the old one was c

      * fix(d): e

      With a longer text.

      Change: f
      """
    #expect(types(message) == ["feat(): a", "fix(d): e"])
    #expect(
      Message(message).breakingNote
        == "b goes\n\n- feat: is its name now\n* the old one was c")
    #expect(Message(message).changes == ["f"])
  }

  @Test(arguments: [
    "feat: x\n\n* note: this is no entry\n* see: that", "feat: x\n\n*feat: y", "feat: x\n\n- y",
    "feat: x (#12)\n\n* feat: x",
  ]) func whatOnlyLooksLikeOneIsNone(_ message: String) {
    #expect(Message(message).entries.isEmpty)
  }

  @Test func eachStandsInItsSectionAndAsksForItsVersion() {
    let text = "Several things (#12)\n\n* feat: a\n* fix!: b\n* chore: c\n* parser(x): d"
    let commit = noted(text, id: 1)
    let notes = ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil, commits: [commit], rules: CommitRules())
    let sections = notes.sections(by: CommitRules())
    #expect(sections.map(\.heading) == ["Breaking changes", "Features", "Other changes"])
    #expect(sections.map { $0.items.map(\.subject) } == [["b"], ["a"], ["d"]])
    #expect(commit.asks == .major)
    #expect(noted("x\n\n* feat: a\n* fix: b", id: 1).asks == .minor)
  }

  @Test func aTitleWithATypeStandsBesideItsEntries() {
    let notes = ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil,
      commits: [noted("feat: all\n\n* fix: part", id: 1)], rules: CommitRules())
    let sections = notes.sections(by: CommitRules())
    #expect(sections.map { $0.items.map(\.subject) } == [["all"], ["part"]])
  }

  @Test func ofHousekeepingAloneNothingIsShown() {
    let notes = ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil,
      commits: [noted("x\n\n* chore: a\n* ci: b", id: 1)], rules: CommitRules())
    #expect(notes.commits.map(\.hidden) == [.unlisted])
  }

  @Test func aMergeHasNone() {
    #expect(noted("Merge pull request #1 from a/b\n\n* feat: a", id: 2, parents: 2).entries == [])
  }
}
