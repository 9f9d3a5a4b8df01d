import Git
import Release
import Scratch
import Testing

/// The commit-graph file says what the objects say, and what is wrong with it is never believed.
struct CommitGraphTests {
  /// A history with merges, octopuses and clocks that are wrong by up to `skewSeconds`.
  private func history(seed: UInt64, skewSeconds: Int) throws -> Scratch {
    let scratch = try Scratch.repository()
    var random = Random(seed: seed)
    var stream = ""
    for number in 1...60 {
      let time = 1_700_000_000 + number * 60 + random.below(2 * skewSeconds + 1) - skewSeconds
      stream += "commit refs/heads/b\(number)\nmark :\(number)\n"
      stream += "committer A <a@example.org> \(time) +0000\ndata 2\n\(number % 10)\n"
      let parents = (0..<random.below(5)).map { _ in 1 + random.below(max(1, number - 1)) }
      for (place, parent) in Set(parents).sorted().enumerated() where parent < number {
        stream += place == 0 ? "from :\(parent)\n" : "merge :\(parent)\n"
      }
    }
    try scratch.git("fast-import", "--quiet", input: stream)
    return scratch
  }

  private enum Form: String, CaseIterable {
    case whole = "git commit-graph write --reachable"
    case old = "git -c commitGraph.generationVersion=1 commit-graph write --reachable"
    case half = "git rev-parse b30 | git commit-graph write --stdin-commits"
    case chain = """
      git rev-parse b20 | git commit-graph write --stdin-commits --split=no-merge &&
      git rev-parse b40 | git commit-graph write --stdin-commits --split=no-merge &&
      git commit-graph write --reachable --split=no-merge
      """
  }

  @Test(arguments: Form.allCases, [1, 2, 3, 4] as [UInt64])
  private func rangesAreWhatGitRevListGives(_ form: Form, seed: UInt64) throws {
    let scratch = try history(seed: seed, skewSeconds: seed % 2 == 0 ? 0 : 600)
    try scratch.sh(form.rawValue)
    let repository = try scratch.opened()
    var random = Random(seed: seed)
    for _ in 0..<10 {
      let (tip, hidden) = ("b\(1 + random.below(60))", "b\(1 + random.below(60))")
      let expected = try scratch.lines("rev-list --date-order \(tip) ^\(hidden)")
      let walked = try repository.commits(from: [scratch.id(tip)], hiding: [scratch.id(hidden)])
      #expect(Set(walked.map(\.id.hex)) == Set(expected))
      #expect(walked.count == expected.count)
      let contained = try Set(scratch.lines("rev-list", tip)).contains(scratch.id(hidden).hex)
      #expect(try repository.isAncestor(scratch.id(hidden), of: scratch.id(tip)) == contained)
    }
  }

  /// Without the graph's corrected dates no bound is right for such clocks.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func withItAWalkIsExactWhateverTheClocksSaid(seed: UInt64) throws {
    let scratch = try history(seed: seed, skewSeconds: 1_000_000_000)
    try scratch.sh("git commit-graph write --reachable")
    let repository = try scratch.opened()
    for tip in stride(from: 60, to: 30, by: -3) {
      let reached = Set(try scratch.lines("rev-list b\(tip)"))
      let hidden = Set(try scratch.lines("rev-list b\(tip / 2)"))
      let walked = try repository.commits(
        from: [scratch.id("b\(tip)")], hiding: [scratch.id("b\(tip / 2)")])
      #expect(Set(walked.map(\.id.hex)) == reached.subtracting(hidden))
    }
  }

  @Test func aCommitThatIsGoneIsNamedThoughTheGraphKnowsIt() throws {
    let scratch = try Scratch.repository()
    let one = try scratch.commit("one")
    try scratch.commit("two")
    try scratch.sh("git commit-graph write --reachable")
    try scratch.sh("rm -f .git/objects/\(one.prefix(2))/\(one.dropFirst(2))")
    let repository = try scratch.opened()
    let found = problem { () throws(Problem) in
      _ = try repository.commits(from: [repository.resolve("HEAD")])
    }
    #expect(found?.kind == .badData)
    #expect(found?.message.contains(one) == true)
  }

  @Test func aShallowCloneDoesNotBelieveIt() throws {
    let scratch = try Scratch.repository()
    for number in 1...4 { try scratch.commit("\(number)") }
    try scratch.sh("git commit-graph write --reachable")
    try scratch.sh("git rev-parse HEAD~1 > .git/shallow")
    let repository = try scratch.opened()
    #expect(try repository.commits(from: [repository.resolve("HEAD")]).count == 2)
  }

  /// Every byte of the file in turn, and every length: an answer or an error, never a crash.
  @Test func aDamagedFileIsNoTrap() throws {
    let scratch = try history(seed: 1, skewSeconds: 0)
    try scratch.sh("git commit-graph write --reachable && chmod u+w .git/objects/info/commit-graph")
    let tip = try scratch.id("b60")
    let path = ".git/objects/info/commit-graph"
    let bytes = try scratch.readBytes(path)
    for position in stride(from: 0, to: bytes.count, by: 7) {
      var changed = bytes
      changed[position] ^= 0xff
      try scratch.write(path, bytes: position % 2 == 0 ? changed : Array(bytes[..<position]))
      let found = problem { () throws(Problem) in
        _ = try Repository.open(at: scratch.path).commits(from: [tip])
      }
      #expect(found == nil || found?.kind == .badData)
    }
  }

  @Test func gitsSettingToLeaveItAloneIsKept() throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one")
    try scratch.sh("git commit-graph write --reachable && chmod u+w .git/objects/info/commit-graph")
    try scratch.sh("git config core.commitGraph false")
    try scratch.write(".git/objects/info/commit-graph", bytes: Array("CGPH".utf8))
    let repository = try scratch.opened()
    #expect(try repository.commits(from: [repository.resolve("HEAD")]).count == 1)
  }
}
