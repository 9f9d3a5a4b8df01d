import Release
import Testing

struct ProposalTests {
  private func proposed(after current: String?, _ messages: String...) throws -> String? {
    let version = try current.map { try #require(Scheme.semver.version($0)) }
    let commits = messages.enumerated().map { noted($0.element, id: $0.offset + 1) }
    return Proposal(after: version, commits: commits, package: "shop").next
  }

  @Test(
    arguments: [
      ("1.3.2", "fix: a", "1.3.3"), ("1.3.2", "feat: a", "1.4.0"), ("1.3.2", "db: a", "1.4.0"),
      ("1.3.2", "whatever", "1.3.3"), ("1.3.2", "chore!: a", "2.0.0"),
      ("1.3.2", "fix: a\n\nBREAKING CHANGE: b", "2.0.0"), ("0.3.2", "feat!: a", "0.4.0"),
      ("0.3.2", "feat: a", "0.4.0"), ("0.3.2", "fix: a", "0.3.3"),
      ("1.4.0-rc.1", "fix: a", "1.4.0"),
      ("1.4.0-rc.1", "feat: a", "1.4.0"), ("1.4.0-rc.1", "feat!: a", "2.0.0"),
      ("1.4.1-rc.1", "feat: a", "1.5.0"), ("2.0.0-rc.1", "feat!: a", "2.0.0"),
      ("0.4.0-rc.1", "feat!: a", "0.4.0"), ("1.2.3+build", "fix: a", "1.2.4"),
    ])
  func aCommitAsksForItsVersion(current: String, message: String, next: String) throws {
    #expect(try proposed(after: current, message) == next)
  }

  @Test func theMostThatAnyCommitAsksForCounts() throws {
    #expect(try proposed(after: "1.0.0", "fix: a", "feat: b", "docs: c") == "1.1.0")
  }

  @Test func theFirstVersionIs0_1_0() throws {
    #expect(try proposed(after: nil, "feat!: a") == "0.1.0")
  }

  @Test func withoutCommitsThereIsNothingToRelease() throws {
    #expect(try proposed(after: "1.0.0") == nil)
    #expect(try proposed(after: nil) == nil)
  }

  @Test func aPromotionAsksForNoVersion() throws {
    #expect(try proposed(after: "1.0.0", "release(staging): v1.0.0") == nil)
    #expect(try proposed(after: nil, "release(staging): v1.0.0") == nil)
    #expect(try proposed(after: "1.0.0", "release(staging): v1.0.0", "fix: a") == "1.0.1")
  }

  @Test func aPreReleaseBecomesFinalWithoutAnotherCommit() throws {
    #expect(try proposed(after: "1.4.0-rc.1") == "1.4.0")
  }

  @Test func itNamesTheCommitsThatDecided() {
    let commits = [noted("fix: a", id: 1), noted("feat: b", id: 2), noted("feat: c", id: 3)]
    let proposal = Proposal(after: Version(1, 0, 0), commits: commits, package: "shop")
    #expect(proposal.because.map(\.asks) == [.patch, .minor, .minor])
    #expect(proposal.deciding.map(\.subject) == ["b", "c"])
    #expect(proposal.bump == .minor)
  }

  @Test func aFeatureTakenBackAsksForNoMinorVersion() {
    let commits = [
      noted("Revert \"feat: a\"\n\nThis reverts commit \(id(1).hex).", id: 2),
      noted("feat: a", id: 1),
    ]
    let notes = ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil, commits: commits, rules: CommitRules())
    let proposal = Proposal(after: Version(1, 0, 0), commits: notes.commits, package: "shop")
    #expect(proposal.next == "1.0.1")
  }

  @Test func aLenientVersionKeepsItsCountOfNumbers() {
    #expect(Version(2, 50).raised(by: .minor).description == "2.51")
    #expect(Version(2, 50).raised(by: .patch).description == "2.50.1")
    #expect(Version(1, 2, 3, 4).raised(by: .minor).description == "1.3.0.0")
  }
}
