import Release
import Testing

/// A repository's line as a proposal sees it: what there is, and what is asked for.
struct Situation {
  var line = PackageDefinition(name: "shop", tag: TagPattern(prefix: "v"))
  var today = Day(number: 20_778)  // 2026-11-21
  /// Releases that HEAD does not contain.
  var elsewhere: [String] = []
  var channel: Channel?

  /// What comes after `current`.
  func proposal(after current: String?, _ messages: [String]) throws -> Proposal {
    let version = try current.map { try #require(line.scheme.version($0)) }
    let names = (current.map { [$0] } ?? []) + elsewhere
    let tags = names.enumerated().map { place, name in
      Release.Tag(name: "v" + name, object: id(900 + place), commit: id(900 + place))
    }
    let commits = messages.enumerated().map { noted($0.element, id: $0.offset + 1) }
    return try Proposal(
      for: line, after: version, among: ReleaseTags(in: tags, of: line), commits: commits,
      today: today, channel: channel)
  }

  func next(after current: String?, _ messages: String...) throws -> String? {
    try proposal(after: current, messages).next?.description
  }
}

struct ProposalTests {
  private let plain = Situation()

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
    #expect(try plain.next(after: current, message) == next)
  }

  @Test func theMostThatAnyCommitAsksForCounts() throws {
    #expect(try plain.next(after: "1.0.0", "fix: a", "feat: b", "docs: c") == "1.1.0")
  }

  @Test func theFirstVersionIs0_1_0OrAsConfigured() throws {
    #expect(try plain.next(after: nil, "feat!: a") == "0.1.0")
    var configured = plain
    configured.line.first = Version(1, 0, 0)
    #expect(try configured.next(after: nil, "fix: a") == "1.0.0")
  }

  @Test func withoutCommitsThereIsNothingToRelease() throws {
    #expect(try plain.next(after: "1.0.0") == nil)
    #expect(try plain.next(after: nil) == nil)
  }

  @Test func aPromotionAsksForNoVersion() throws {
    #expect(try plain.next(after: "1.0.0", "release(staging): v1.0.0") == nil)
    #expect(try plain.next(after: nil, "release(staging): v1.0.0") == nil)
    #expect(try plain.next(after: "1.0.0", "release(staging): v1.0.0", "fix: a") == "1.0.1")
  }

  @Test func aPreReleaseBecomesFinalWithoutAnotherCommit() throws {
    #expect(try plain.next(after: "1.4.0-rc.1") == "1.4.0")
  }

  @Test func itNamesTheCommitsThatDecided() throws {
    let proposal = try plain.proposal(after: "1.0.0", ["fix: a", "feat: b", "feat: c"])
    #expect(proposal.because.map(\.asks) == [.patch, .minor, .minor])
    #expect(proposal.deciding.map(\.subject) == ["b", "c"])
    #expect(proposal.bump == .minor)
  }

  @Test func aFeatureTakenBackAsksForNoMinorVersion() throws {
    let commits = [
      noted("Revert \"feat: a\"\n\nThis reverts commit \(id(1).hex).", id: 2),
      noted("feat: a", id: 1),
    ]
    let notes = ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil, commits: commits, rules: CommitRules())
    let proposal = try Proposal(
      for: plain.line, after: Version(1, 0, 0), among: ReleaseTags(in: [], of: plain.line),
      commits: notes.commits, today: plain.today)
    #expect(proposal.next == Version(1, 0, 1))
  }

  @Test(
    arguments: [
      (InitialDevelopment(), "0.4.0", "0.4.0"),
      (InitialDevelopment(feature: .patch), "0.4.0", "0.3.3"),
      (InitialDevelopment(breaking: .major), "1.0.0", "0.4.0"),
      (InitialDevelopment(breaking: .patch, feature: .patch), "0.3.3", "0.3.3"),
    ])
  func below1_0_0TheLineSaysWhatIsRaised(
    rule: InitialDevelopment, breaking: String, feature: String
  ) throws {
    var situation = plain
    situation.line.beforeOne = rule
    #expect(try situation.next(after: "0.3.2", "feat!: a") == breaking)
    #expect(try situation.next(after: "0.3.2", "feat: a") == feature)
    #expect(try situation.next(after: "0.3.2", "fix: a") == "0.3.3")
    #expect(try situation.next(after: "1.3.2", "feat!: a") == "2.0.0")
    #expect(try situation.next(after: "1.3.2", "feat: a") == "1.4.0")
  }

  @Test(
    arguments: [
      ("2.50", "feat: a", "2.51"), ("2.50", "fix: a", "2.50.1"), ("1.2.3.4", "feat: a", "1.3.0.0"),
      ("1.04", "feat: a", "1.05"), ("1.09", "feat: a", "1.10"), ("1.04", "feat!: a", "2.00"),
      ("1.04", "fix: a", "1.04.1"), ("01.4.0", "fix: a", "01.4.1"), ("1.099", "feat: a", "1.100"),
    ])
  func aLenientVersionKeepsItsShape(current: String, message: String, next: String) throws {
    var situation = plain
    situation.line.scheme = .lenient
    #expect(try situation.next(after: current, message) == next)
    #expect(try situation.proposal(after: current, []).current == current)
  }

  @Test func aNumberThatWouldGrowTooLongIsNotProposed() throws {
    let most = String(repeating: "9", count: 38)
    #expect(throws: Problem.self) { try plain.next(after: "\(most).0.0", "feat!: a") }
    #expect(try plain.next(after: "\(most).0.0", "feat: a") == "\(most).1.0")
  }
}
