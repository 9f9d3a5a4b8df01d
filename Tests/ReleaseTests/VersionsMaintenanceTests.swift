import Release
import Testing

/// Where a line goes on when another one has released what it would come to.
struct MaintenanceTests {
  @Test(
    arguments: [
      ("1.3.2", ["1.4.0"], "fix: a", "1.3.3", nil),
      ("1.3.2", ["1.4.0"], "feat: a", "1.3.3", "v1.4.0"),
      ("1.3.2", ["2.0.0"], "feat: a", "1.4.0", nil),
      ("1.3.2", ["2.0.0"], "feat!: a", "1.4.0", "v2.0.0"),
      ("1.3.2", ["1.4.0", "2.0.0"], "feat!: a", "1.3.3", "v1.4.0"),
      ("1.3.2", ["1.3.1", "1.2.9"], "feat!: a", "2.0.0", nil),
      ("1.3.2", ["1.4.0-rc.1"], "feat: a", "1.3.3", "v1.4.0-rc.1"),
      ("1.3.2", ["1.4.0-rc.1"], "fix: a", "1.3.3", nil),
      ("1.3.2", ["1.5.0"], "feat: a", "1.4.0", nil),
      ("1.4.0-rc.1", ["2.0.0"], "fix: a", "1.4.0", nil),
      ("1.4.0-rc.1", ["2.0.0"], "feat!: a", "1.4.0", "v2.0.0"),
      ("0.3.2", ["0.4.0"], "feat!: a", "0.3.3", "v0.4.0"),
      // A trunk, whose patches are made on a branch.
      ("1.9.0", ["1.9.1"], "feat: a", "1.10.0", nil), ("1.9.0", ["1.9.1"], "fix: a", "1.10.0", nil),
      ("1.9.0", ["1.9.1", "1.9.2"], "feat!: a", "2.0.0", nil),
      ("1.9.1", ["1.9.2"], "feat: a", "1.10.0", nil),
      ("1.9.0", ["1.9.1", "2.0.0"], "feat!: a", "1.10.0", "v2.0.0"),
    ] as [(String, [String], String, String, String?)])
  func aLineStaysBelowTheNextReleaseThatItDoesNotContain(
    current: String, elsewhere: [String], message: String, next: String, heldBelow: String?
  ) throws {
    let proposal = try Situation(elsewhere: elsewhere).proposal(after: current, [message])
    #expect(proposal.next?.description == next)
    #expect(proposal.heldBelow == heldBelow)
  }

  @Test func theBumpIsTheOneThatIsMade() throws {
    let held = try Situation(elsewhere: ["1.4.0"]).proposal(after: "1.3.2", ["feat!: a"])
    #expect(held.bump == .patch)
    #expect(held.wanted == Version(2, 0, 0))
    #expect(held.because.map(\.asks) == [.major])
  }

  @Test(
    arguments: [
      ("1.3.2", "1.3.3", "fix: a"), ("1.3.2", "1.3.3-rc.1", "fix: a"),
      ("1.4.0-rc.1", "1.4.0-rc.2", "fix: a"), ("1.4.0-rc.1", "1.4.0", "feat: a"),
      ("1.3.2", "1.3.3+x", "fix: a"),
    ])
  func whereNothingIsFreeNothingIsProposed(current: String, elsewhere: String, message: String) {
    let situation = Situation(elsewhere: [elsewhere])
    let problem = #expect(throws: Problem.self) { try situation.next(after: current, message) }
    #expect(problem?.kind == .refused)
    #expect(
      problem?.message == "no version is free between \(current) and \"v\(elsewhere)\", "
        + "which HEAD does not contain")
    #expect(problem?.hint == "git merge v\(elsewhere)")
  }

  @Test func aFirstVersionThatIsTakenIsRefused() throws {
    #expect(try Situation(elsewhere: ["1.0.0"]).next(after: nil, "fix: a") == "0.1.0")
    #expect(throws: Problem.self) {
      try Situation(elsewhere: ["0.1.0"]).next(after: nil, "fix: a")
    }
  }

  /// As where HEAD is the commit of a pre-release, and its final stands further on.
  @Test func aPreReleaseThatBecameFinalElsewhereHasNothingToRelease() throws {
    #expect(try Situation(elsewhere: ["1.4.0"]).next(after: "1.4.0-rc.1") == nil)
  }

  @Test(arguments: 0..<40) func aProposalIsNewAndStaysOnItsLine(seed: Int) throws {
    var random = Seeded(seed)
    for _ in 0..<50 {
      let names = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        let numbers = (0..<3).map { _ in String(Int.random(in: 0...2, using: &random)) }
        let suffix = ["", "", "", "-beta.1", "-rc.2"].randomElement(using: &random) ?? ""
        return numbers.joined(separator: ".") + suffix
      }
      let versions = try names.map { try #require(Scheme.semver.version($0)) }
      let current = try #require(versions.randomElement(using: &random))
      let channel = try ["beta", "rc", nil].randomElement(using: &random)?.map { try Channel($0) }
      let message = ["fix: a", "feat: a", "feat!: a"].randomElement(using: &random) ?? ""
      let situation = Situation(elsewhere: Array(Set(names)), channel: channel)
      do throws(Problem) {
        let next = try situation.attempt(after: current, message)
        #expect(next > current)
        #expect(!versions.contains(next))
        let isSibling = { (version: Version) in
          !current.isPreRelease && version.number(0) == current.number(0)
            && version.number(1) == current.number(1)
        }
        #expect(
          versions.allSatisfy { other in
            other <= current || next.core < other.core || (isSibling(other) && !isSibling(next))
          })
      } catch {
        #expect(error.kind == .refused)
      }
    }
  }
}

extension Situation {
  /// What comes after a release for a commit, which is always something.
  fileprivate func attempt(after current: Version, _ message: String) throws(Problem) -> Version {
    let tags = elsewhere.enumerated().map { place, name in
      Release.Tag(name: "v" + name, object: id(900 + place), commit: id(900 + place))
    }
    let proposal = try Proposal(
      for: line, after: current, among: ReleaseTags(in: tags, of: line),
      commits: [noted(message, id: 1)], today: today, channel: channel)
    guard let next = proposal.next else { throw Problem(.bug, "nothing was proposed") }
    return next
  }
}
