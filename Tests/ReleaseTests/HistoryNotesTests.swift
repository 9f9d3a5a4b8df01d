import Release
import Testing

struct ReleaseNotesTests {
  private func notes(
    _ commits: [CommitSummary], rules: CommitRules = CommitRules()
  ) -> ReleaseNotes {
    ReleaseNotes(
      tag: "v1.0.0", version: "1.0.0", date: nil, previous: nil, commits: commits, rules: rules)
  }

  private func revert(of number: Int, id: Int) -> CommitSummary {
    noted("Revert \"feat: x\"\n\nThis reverts commit \(ReleaseTests.id(number).hex).", id: id)
  }

  @Test(
    arguments: [
      ("feat: x", nil), ("chore: x", .unlisted), ("docs: x", .unlisted), ("parser: x", nil),
      ("x", nil), ("fixup! feat: x", .fixup), ("chore!: x", nil),
      ("ci: x\n\nBREAKING CHANGE: y", nil),
    ] as [(String, CommitSummary.Hidden?)]) func eachHiddenCommitSaysWhy(
      message: String, hidden: CommitSummary.Hidden?
    )
  {
    #expect(notes([noted(message, id: 1)]).commits.map(\.hidden) == [hidden])
  }

  @Test func aMergeIsHiddenByItsParentsAndNotByItsMessage() {
    let text = "Merge pull request #12 from ada/topic\n\nDiscounts"
    let commits = notes([noted(text, id: 3, parents: 2), noted(text, id: 1)]).commits
    #expect(commits.map(\.hidden) == [.merge, nil])
    #expect(commits.map(\.subject) == ["Merge pull request #12 from ada/topic", "Discounts"])
    #expect(commits.map(\.pullRequest) == [12, 12])
  }

  @Test func withRefuseOnlyConfiguredTypesAreShown() {
    let rules = CommitRules(unconventional: .refuse)
    let commits = [noted("x", id: 3), noted("parser: x", id: 2), noted("fix: x", id: 1)]
    #expect(
      notes(commits, rules: rules).commits.map(\.hidden) == [.unconventional, .unlisted, nil])
  }

  @Test func aCommitAndItsRevertCancelEachOther() {
    let commits = notes([revert(of: 1, id: 2), noted("feat: x", id: 1)]).commits
    #expect(commits.map(\.hidden) == [.cancelled, .cancelled])
  }

  @Test func aRevertOfAnotherReleaseIsShown() {
    let commits = notes([revert(of: 1, id: 3), noted("feat: x", id: 2)]).commits
    #expect(commits.map(\.hidden) == [nil, nil])
    #expect(notes(commits).sections(by: CommitRules()).map(\.heading) == ["Features", "Reverts"])
  }

  @Test func aRevertedRevertLeavesTheCommit() {
    let commits = notes([revert(of: 2, id: 3), revert(of: 1, id: 2), noted("feat: x", id: 1)])
    #expect(commits.commits.map(\.hidden) == [.cancelled, .cancelled, nil])
  }

  @Test func theRevertOfAMergeHidesNothing() {
    let merge = noted("Merge branch 'topic'", id: 5, parents: 2)
    #expect(notes([revert(of: 5, id: 6), merge]).commits.map(\.hidden) == [nil, .merge])
  }

  @Test func aRevertOfSeveralNeedsThemAll() {
    let text = "revert: both\n\nRefs: \(id(1).hex), \(id(9).hex)"
    #expect(
      notes([noted(text, id: 2), noted("feat: x", id: 1)]).commits.allSatisfy { $0.hidden == nil })
  }

  @Test func everyShownCommitIsInOneSectionInTheConfiguredOrder() {
    let rules = CommitRules(types: [
      .init("fix", "Fixes"), .init("feat", "Features"), .init("bug", "Fixes"),
    ])
    let messages = ["feat: a", "x", "bug: b", "fix!: c", "fix: d", "chore: e", "parser: f"]
    let notes = notes(
      messages.enumerated().map { noted($0.element, id: 100 - $0.offset) }, rules: rules)
    let sections = notes.sections(by: rules)
    #expect(
      sections.map(\.heading) == ["Breaking changes", "Fixes", "Features", "Other changes"])
    #expect(sections.map { $0.items.map(\.subject) } == [["c"], ["b", "d"], ["a"], ["x", "f"]])
  }
}
