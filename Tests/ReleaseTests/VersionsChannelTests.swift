import Release
import Testing

struct ChannelTests {
  private func next(_ channel: String, after current: String?, _ messages: String...) throws
    -> String?
  {
    let situation = Situation(channel: try Channel(channel))
    return try situation.proposal(after: current, messages).next?.description
  }

  @Test(
    arguments: [
      ("1.3.2", "feat: a", "beta", "1.4.0-beta.1"), ("1.3.2", "fix: a", "rc", "1.3.3-rc.1"),
      ("1.4.0-beta.1", "fix: a", "beta", "1.4.0-beta.2"),
      ("1.4.0-beta.9", "feat: a", "beta", "1.4.0-beta.10"),
      ("1.4.0-beta.2", "fix: a", "rc", "1.4.0-rc.1"),
      ("1.4.0-beta.2", "feat!: a", "beta", "2.0.0-beta.1"),
      ("1.4.1-beta.2", "feat: a", "beta", "1.5.0-beta.1"),
      ("1.4.0-beta", "fix: a", "beta", "1.4.0-beta.1"),
      ("1.4.0-beta.2.x", "fix: a", "beta", "1.4.0-beta.3"),
      ("2.0.0-rc.1", "feat!: a", "rc", "2.0.0-rc.2"),
      ("1.4.1-rc.1", "feat: a", "beta", "1.5.0-beta.1"),
    ])
  func aChannelCountsFromOneOnEachVersion(
    current: String, message: String, channel: String, next: String
  ) throws {
    #expect(try self.next(channel, after: current, message) == next)
  }

  @Test func theFirstVersionMayBeAPreRelease() throws {
    #expect(try next("beta", after: nil, "feat: a") == "0.1.0-beta.1")
  }

  @Test func withoutCommitsAChannelGoesOnOnlyIntoAnother() throws {
    #expect(try next("beta", after: "1.4.0") == nil)
    #expect(try next("beta", after: "1.4.0-beta.1") == nil)
    #expect(try next("rc", after: "1.4.0-beta.1") == "1.4.0-rc.1")
  }

  @Test(arguments: [("1.4.0-rc.1", "beta"), ("1.4.0-rc1", "rc"), ("1.4.0-beta.x", "beta")])
  func aLowerPreReleaseOfTheSameVersionIsRefused(current: String, channel: String) {
    let problem = #expect(throws: Problem.self) { try next(channel, after: current, "fix: a") }
    #expect(
      problem?.message
        == "1.4.0-\(channel).1 would be lower than \(current), which already exists")
    #expect(problem?.kind == .refused)
  }

  @Test(
    arguments: [
      "", "1", "7z", "a.b", "-x", "--json", "rc_1", "ä", "v 1", "a/../b", "rc\n",
      String(repeating: "a", count: 31),
    ])
  func aNameThatCannotStandInAVersionIsRefused(_ name: String) {
    let problem = #expect(throws: Problem.self) { try Channel(name) }
    #expect(problem?.kind == .usage)
  }
}
