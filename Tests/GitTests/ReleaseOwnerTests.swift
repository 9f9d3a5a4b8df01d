import Git
import Release
import Scratch
import Testing

/// Which release each commit belongs to, in whatever form a repository is kept, against git.
struct ReleaseOwnerTests {
  private func history(
    seed: UInt64, hasFiles: Bool = false, isPacked: Bool = false
  ) throws -> RandomHistory {
    var shape = RandomHistory.Shape()
    shape.skewSeconds = [0, 600, 40_000, 3_000_000_000][Int(seed % 4)]
    shape.hasFiles = hasFiles
    shape.isPacked = isPacked
    return try RandomHistory(seed: seed, shape)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func everyCommitIsInTheReleaseThatGitFinds(seed: UInt64) throws {
    let history = try history(seed: seed, isPacked: seed > 6)
    let oracle = try GitOracle(history.scratch)
    for form in Form.allCases {
      try form.take(history)
      try expectGitsAnswer(oracle, history.scratch.opened(), "\(form)")
    }
  }

  /// The histories would prove little if they were tame.
  @Test func theHistoriesHaveWhatRealOnesHave() throws {
    var seen: Set<String> = []
    for seed in 1...6 as ClosedRange<UInt64> {
      let history = try history(seed: seed)
      let oracle = try GitOracle(history.scratch)
      let branched = Set(try oracle.revisions(["--branches"]))
      let roots = oracle.parents.values.count(where: \.isEmpty)
      let tags = try history.scratch.lines("tag", "--list", "'v[0-9]*'")
      let nested = try history.scratch.lines("tag", "--list", "'inner-*'")
      if oracle.parents.values.contains(where: { $0.count > 2 }) { seen.insert("octopus") }
      if oracle.parents.values.contains(where: { $0.count == 2 }) { seen.insert("merge") }
      if roots > 1 { seen.insert("unrelated histories") }
      if oracle.releases.count < tags.count { seen.insert("several releases of one commit") }
      if !nested.isEmpty { seen.insert("tags of tags") }
      if !branched.isSuperset(of: oracle.releases.keys) { seen.insert("orphaned releases") }
      if oracle.owners.count < oracle.commits.count { seen.insert("unreleased commits") }
      if isCrissCross(oracle.parents) { seen.insert("criss-cross merge") }
    }
    #expect(seen.count == 8, "\(seen.sorted())")
  }

  private func isCrissCross(_ parents: [String: [String]]) -> Bool {
    parents.values.contains { $0.count == 2 && parents.values.contains($0.reversed()) }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func replacementsAndGraftsDoNotCount(seed: UInt64) throws {
    let history = try history(seed: seed)
    let scratch = history.scratch
    let oracle = try GitOracle(scratch)
    if seed % 2 == 0 { try Form.graph.take(history) }
    try history.disguise(seed: seed)
    let commits = "git rev-list --parents --branches --tags"
    let seen = Set(
      try [commits, "GIT_NO_REPLACE_OBJECTS=1 " + commits, "GIT_GRAFT_FILE=/dev/null " + commits]
        .map { Set(try scratch.sh($0).split(separator: "\n").map(String.init)) })
    #expect(seen.count == 3 && !seen.contains(Set(oracle.shown())))
    #expect(try GitOracle(scratch).owners == oracle.owners)
    try expectGitsAnswer(oracle, scratch.opened())
  }

  @Test(arguments: ["blob:none", "tree:0"], [4, 5, 6] as [UInt64])
  func nothingThatAPartialCloneLeftOutIsWanted(_ filter: String, seed: UInt64) throws {
    let scratch = try history(seed: seed, hasFiles: true, isPacked: true).scratch
    try scratch.sh(
      """
      git config uploadpack.allowFilter true
      git clone -q --no-checkout --filter=\(filter) "file://$PWD" ../clone
      mv .git gone
      """)
    let present = "git cat-file --batch-all-objects --batch-check"
    let before = try scratch.sh(present, in: "../clone")
    let kinds = Set(before.split(separator: "\n").map { $0.split(separator: " ")[1] })
    #expect(kinds == (filter == "tree:0" ? ["commit", "tag"] : ["commit", "tag", "tree"]))
    let repository = try Repository.open(at: scratch.path("../clone"))
    try expectGitsAnswer(GitOracle(scratch, in: "../clone"), repository)
    var messages = 0
    try repository.walk(from: [try repository.resolve("HEAD")]) { _ in
      messages += 1
      return true
    }
    #expect(try messages == Int(scratch.git("rev-list", "--count", "HEAD", in: "../clone")))
    #expect(try scratch.sh(present, in: "../clone") == before)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func tagsThatMoveOrGoAreSeenWhereTheyAre(seed: UInt64) throws {
    let history = try history(seed: seed)
    let scratch = history.scratch
    var random = Random(seed: seed)
    try scratch.git("pack-refs", "--all")
    for _ in 0..<3 {
      let tags = try scratch.lines("tag", "--list", "'v[0-9]*'")
      try scratch.git("tag", "--force", random.oneOf(tags), random.oneOf(history.commits))
      try scratch.git("tag", "-f", "-a", "-m", "x", random.oneOf(tags), random.oneOf(tags))
      try scratch.git("tag", "--delete", random.oneOf(tags))
      try expectGitsAnswer(GitOracle(scratch), scratch.opened())
    }
  }

  @Test func aRepositoryWithNothingHasNothing() throws {
    let scratch = try Scratch.repository()
    try expectGitsAnswer(GitOracle(scratch), scratch.opened())
    #expect(try scratch.opened().head().commit == nil)
  }

  @Test func aTagAloneIsAReleaseThoughHeadIsUnborn() throws {
    let scratch = try Scratch.repository()
    let one = try scratch.commit("one")
    try scratch.git("tag", "v1.0.0")
    try scratch.git("update-ref", "-d", "refs/heads/main")
    let oracle = try GitOracle(scratch)
    #expect(oracle.owners == [one: "v1.0.0"])
    try expectGitsAnswer(oracle, scratch.opened())
    #expect(try scratch.opened().head() == .unborn(branch: "main"))
  }
}
