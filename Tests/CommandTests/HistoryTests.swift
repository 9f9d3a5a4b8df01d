import FoundationEssentials
import Scratch
import Testing

/// What relman says of random histories, against what plain git says.
struct HistoryTests {
  private struct Notes: Decodable {
    var releases: [Release]

    struct Release: Decodable {
      var tag: String?
      var previous: String?
      var commits: [Commit]
    }

    struct Commit: Decodable { var id: String }

    /// The commits of each release; those of none under "".
    var commits: [String: Set<String>] {
      releases.reduce(into: [:]) { $0[$1.tag ?? ""] = Set($1.commits.map(\.id)) }
    }
  }

  private struct Why: Decodable {
    var release: String?
    var containedIn: Int
    var isReachable: Bool
  }

  /// With a commit-graph file clocks may say what they want, without one they are hours wrong.
  private func history(_ seed: UInt64, hasGraph: Bool = false) throws -> RandomHistory {
    var shape = RandomHistory.Shape()
    shape.skewSeconds = hasGraph ? 3_000_000_000 : seed % 3 == 0 ? 40_000 : 0
    shape.isPacked = seed % 2 == 0
    let history = try RandomHistory(seed: seed, shape)
    if hasGraph { try history.scratch.git("commit-graph", "write", "--reachable") }
    return history
  }

  private func relman<Answer: Decodable>(_ arguments: String..., on history: RandomHistory) throws
    -> Answer
  {
    let ran = try history.scratch.relman(arguments + ["--json"])
    try #require(ran.status == 0, "\(ran.stderr)")
    return try JSONDecoder().decode(Answer.self, from: Data(ran.stdout.utf8))
  }

  @Test(arguments: [1, 2, 129, 138, 147, 174, 183] as [UInt64], [false, true])
  func notesHoldWhatGitFindsOfEveryRelease(seed: UInt64, hasGraph: Bool) throws {
    let history = try history(seed, hasGraph: hasGraph)
    if seed == 2 { try history.disguise(seed: seed) }
    let oracle = try GitOracle(history.scratch)
    var random = Random(seed: seed)
    let all: Notes = try relman("notes", "--all", on: history)
    let tips = oracle.releases.values.sorted() + ["HEAD"]
    #expect(try all.commits == oracle.parted(tips))
    for tag in [random.oneOf(all.releases), random.oneOf(all.releases)].compactMap(\.tag) {
      let one: Notes = try relman("notes", tag, on: history)
      #expect(try one.commits == [tag: oracle.parted([tag])[tag] ?? []])
      #expect(try one.releases[0].previous == oracle.previous(of: tag))
      #expect(one.releases[0].previous == all.releases.first { $0.tag == tag }?.previous)
      let range: Notes = try relman("notes", "\(tag)..", on: history)
      #expect(try range.commits == oracle.parted(["HEAD"], hiding: [tag]))
    }
  }

  @Test(arguments: [1, 3, 5, 7, 9] as [UInt64])
  func aCommitThatIsGoneIsNamedAndNothingElseSaid(seed: UInt64) throws {
    let history = try history(seed)
    let oracle = try GitOracle(history.scratch)
    let needed = try Set(oracle.revisions(oracle.releases.values.sorted() + ["HEAD"]))
    var random = Random(seed: seed)
    for _ in 0..<2 {
      let gone = random.oneOf(history.commits)
      let file = ".git/objects/\(gone.prefix(2))/\(gone.dropFirst(2))"
      try history.scratch.sh("mv \(file) .git/gone")
      for (arguments, needed) in [
        (["notes", "--all"], needed),
        (["why", random.oneOf(history.commits)], Set(oracle.commits)),
      ] where needed.contains(gone) {
        let ran = try history.scratch.relman(arguments)
        #expect(ran.status == 65 && ran.stdout == "")
        #expect(ran.stderr.contains(gone))
      }
      try history.scratch.sh("mv .git/gone \(file)")
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func whyNamesTheReleaseThatGitFinds(seed: UInt64) throws {
    let history = try history(seed)
    let oracle = try GitOracle(history.scratch)
    var random = Random(seed: seed)
    for _ in 0..<3 {
      let id = random.oneOf(history.commits)
      let why: Why = try relman("why", id, on: history)
      let contained = try history.scratch.git(
        "tag", "--contains", id, "--format=%(refname:strip=2)"
      )
      .split(separator: "\n").map(String.init)
      #expect(why.release == oracle.owners[id])
      #expect(why.containedIn == Set(oracle.releases.values).intersection(contained).count)
      #expect(why.isReachable == (oracle.parents[id] != nil))
    }
  }
}

extension GitOracle {
  /// What git gives, by the releases that have each first; "" for none.
  fileprivate func parted(_ revisions: [String], hiding hidden: [String] = []) throws -> [String:
    Set<String>]
  {
    try self.revisions(revisions, hiding: hidden).reduce(into: [:]) { result, id in
      result[owners[id] ?? "", default: []].insert(id)
    }
  }
}

extension Scratch {
  /// Runs the relman of this build.
  func relman(_ arguments: [String], in folder: String = ".") throws -> Ran {
    try run([executablesFolder() + "/relman"] + arguments, in: folder)
  }
}
