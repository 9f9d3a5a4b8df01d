import Git
import Release
import Scratch
import Testing

struct HistoryTests {
  /// A history of merges and several roots, made by a seed; clocks go back and forth by `skew`.
  private func history(seed: UInt64, commits: Int, skewSeconds: Int) throws -> Scratch {
    let scratch = try Scratch.repository()
    var random = Random(seed: seed)
    var stream = ""
    for number in 1...commits {
      let time = 1_700_000_000 + number * 60 + random.below(2 * skewSeconds + 1) - skewSeconds
      stream += "commit refs/heads/b\(number)\nmark :\(number)\n"
      stream += "committer A <a@example.org> \(time) +0000\ndata 2\n\(number % 10)\n"
      let parents = (0..<random.below(4)).map { _ in 1 + random.below(max(1, number - 1)) }
      for (place, parent) in Set(parents).sorted().enumerated() where parent < number {
        stream += place == 0 ? "from :\(parent)\n" : "merge :\(parent)\n"
      }
    }
    try scratch.git("fast-import", "--quiet", input: stream)
    return scratch
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func rangesHoldWhatGitRevListGives(_ seed: UInt64) throws {
    let scratch = try history(seed: seed, commits: 60, skewSeconds: seed % 2 == 0 ? 0 : 600)
    let repository = try scratch.opened()
    var random = Random(seed: seed)
    for _ in 0..<10 {
      let tips = (0...random.below(2)).map { _ in "b\(1 + random.below(60))" }
      let hidden = (0..<random.below(3)).map { _ in "b\(1 + random.below(60))" }
      let arguments = tips + hidden.map { "^" + $0 }
      let expected = try scratch.lines("rev-list --date-order " + arguments.joined(separator: " "))
      let walked = try repository.commits(
        from: tips.map { try scratch.id($0) }, hiding: hidden.map { try scratch.id($0) })
      #expect(Set(walked.map(\.id.hex)) == Set(expected))
      #expect(walked.count == expected.count)
      expectChildrenFirst(walked)
      if seed % 2 == 0 { #expect(walked.map(\.id.hex) == expected) }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func ancestryIsWhatGitSays(_ seed: UInt64) throws {
    let scratch = try history(seed: seed, commits: 40, skewSeconds: 100_000)
    let repository = try scratch.opened()
    for one in stride(from: 1, through: 40, by: 3) {
      let contained = Set(try scratch.lines("rev-list", "b\(one)"))
      for other in stride(from: 1, through: 40, by: 3) {
        let id = try scratch.id("b\(other)")
        #expect(
          try repository.isAncestor(id, of: scratch.id("b\(one)")) == contained.contains(id.hex))
      }
    }
  }

  @Test func aWalkStopsWhenItsVisitorHasSeenEnough() throws {
    let scratch = try history(seed: 1, commits: 20, skewSeconds: 0)
    var seen = 0
    try scratch.opened().walk(from: [scratch.id("b20"), scratch.id("b19")]) { _ in
      seen += 1
      return seen < 2
    }
    #expect(seen == 2)
  }

  @Test func twoParentsThatAreTheSameCountOnce() throws {
    let scratch = try Scratch.repository()
    let one = try scratch.commit("one")
    let hash = try scratch.git("rev-parse", "HEAD^{tree}")
    let raw = "tree \(hash)\nparent \(one)\nparent \(one)\nauthor A <a> 1 +0000\n"
    let twin = try scratch.git(
      "hash-object", "-t", "commit", "-w", "--literally", "--stdin",
      input: raw + "committer A <a> 1 +0000\n\ntwin\n")
    let id = try #require(ObjectID(hex: twin))
    #expect(try scratch.opened().commits(from: [id, id]).map(\.message) == ["twin\n", "one\n"])
  }

  @Test func aMissingParentIsNamed() throws {
    let scratch = try Scratch.repository()
    let one = try scratch.commit("one")
    try scratch.commit("two")
    try scratch.sh("rm -f .git/objects/\(one.prefix(2))/\(one.dropFirst(2))")
    let repository = try scratch.opened()
    let problem = problem { () throws(Problem) in
      _ = try repository.commits(from: [repository.resolve("HEAD")])
    }
    #expect(problem?.kind == .badData)
    #expect(problem?.message.contains(one) == true)
    #expect(problem?.hint == "git fsck")
  }

  private func expectChildrenFirst(_ commits: [Commit]) {
    var seen: Set<ObjectID> = []
    for commit in commits {
      #expect(seen.isDisjoint(with: commit.parents))
      #expect(seen.insert(commit.id).inserted)
    }
  }
}
