import Git
import Glibc
import Release
import Scratch
import Testing

/// What is reachable from some commits and not from others, in whatever form a repository is kept.
struct RangeTests {
  private struct Range {
    var tips: [ObjectID]
    var hidden: [ObjectID]
    var expected: Set<String>
    /// Whether the first hidden commit is an ancestor of the first tip.
    var isWithin: Bool
  }

  private func ranges(of history: RandomHistory, seed: UInt64) throws -> [Range] {
    var random = Random(seed: seed)
    let oracle = try GitOracle(history.scratch)
    return try (0..<6).map { _ in
      let tips = (0...random.below(2)).map { _ in random.oneOf(history.commits) }
      let hidden = (0...random.below(3)).map { _ in random.oneOf(history.commits) }
      let contained = try oracle.revisions([tips[0]]).contains(hidden[0])
      return Range(
        tips: tips.compactMap { ObjectID(hex: $0) },
        hidden: hidden.compactMap { ObjectID(hex: $0) },
        expected: Set(try oracle.revisions(tips, hiding: hidden)), isWithin: contained)
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func rangesAreGitsInEveryForm(seed: UInt64) throws {
    var shape = RandomHistory.Shape()
    shape.skewSeconds = [0, 40_000, 3_000_000_000][Int(seed % 3)]
    let history = try RandomHistory(seed: seed, shape)
    let ranges = try ranges(of: history, seed: seed)
    // Without corrected dates no bound is right for such clocks.
    let forms: [Form] = shape.skewSeconds > 86_400 ? [.graph, .chain] : Form.allCases
    for form in forms {
      try form.take(history)
      let repository = try history.scratch.opened()
      for range in ranges {
        let walked = try repository.commits(from: range.tips, hiding: range.hidden)
        #expect(Set(walked.map(\.id.hex)) == range.expected, "\(form)")
        #expect(walked.count == range.expected.count, "\(form)")
        let found = try repository.find(from: range.tips, hiding: range.hidden)
        let ancestry = try repository.ancestry(of: found)
        #expect(ancestry.ids == walked.map(\.id), "\(form)")
        #expect(
          try repository.isAncestor(range.hidden[0], of: range.tips[0]) == range.isWithin, "\(form)"
        )
      }
    }
  }

  /// A walk that meets a commit which is gone says so; none takes it for the end of history.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func aCommitThatIsGoneIsNamedWhereItIsNeeded(seed: UInt64) throws {
    let history = try RandomHistory(seed: seed)
    let scratch = history.scratch
    let ranges = try ranges(of: history, seed: seed)
    let oracle = try GitOracle(scratch)
    var random = Random(seed: seed)
    for form in [Form.loose, .graph, .chain] {
      try form.take(history)
      for _ in 0..<6 {
        let gone = random.oneOf(history.commits)
        let file = scratch.path(".git/objects/\(gone.prefix(2))/\(gone.dropFirst(2))")
        #expect(rename(file, file + ".gone") == 0)
        for range in ranges { try expectNoLie(range, gone, scratch.opened()) }
        try expectNoLieOfReleases(oracle, gone, scratch.opened(), hasGraph: form != .loose)
        #expect(rename(file + ".gone", file) == 0)
      }
    }
  }

  private func expectNoLie(_ range: Range, _ gone: String, _ repository: Repository) throws {
    let walk = problem { () throws(Problem) in
      let walked = try repository.commits(from: range.tips, hiding: range.hidden)
      #expect(Set(walked.map(\.id.hex)) == range.expected)
    }
    #expect(walk != nil || !range.expected.contains(gone))
    let find = problem { () throws(Problem) in
      let search = try repository.search(from: range.tips, hiding: range.hidden) {
        $0.map(\.id.hex)
      }
      let ids = try repository.ancestry(of: search.found).ids.map(\.hex)
      #expect(try search.finish() == ids)
      #expect(Set(ids) == range.expected)
    }
    #expect(find != nil || !range.expected.contains(gone))
    let links = problem { () throws(Problem) in
      let found = try repository.find(from: range.tips, hiding: range.hidden)
      let ids = try repository.ancestry(of: found).ids.map(\.hex)
      #expect(Set(ids) == range.expected)
    }
    let ancestor = problem { () throws(Problem) in
      let isWithin = try repository.isAncestor(range.hidden[0], of: range.tips[0])
      #expect(isWithin == range.isWithin)
    }
    for problem in [walk, find, links, ancestor].compactMap(\.self) {
      #expect(problem.kind == .badData)
      #expect(problem.message.contains(gone))
    }
  }

  /// With a commit-graph file the links are known all the same.
  private func expectNoLieOfReleases(
    _ oracle: GitOracle, _ gone: String, _ repository: Repository, hasGraph: Bool
  ) throws {
    do throws(Problem) {
      try expectGitsAnswer(oracle, repository)
      #expect(oracle.parents[gone] == nil || hasGraph)
    } catch {
      #expect(error.kind == .badData)
      #expect(error.message.contains(gone))
    }
  }
}
