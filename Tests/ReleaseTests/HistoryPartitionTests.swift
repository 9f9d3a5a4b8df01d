import Release
import Testing

/// Which release a commit belongs to, against the definition: the first tag in order whose
/// ancestors hold the commit.
struct PartitionTests {
  /// Commit n has the parents `parents[n]`, all lower, and a time that may be skewed.
  private struct Sample {
    var parents: [[Int]]
    var seconds: [Int]
    var releases: [ReleaseTag]

    init(_ random: inout Seeded) {
      let count = Int.random(in: 1...60, using: &random)
      parents = (0..<count).map { commit in
        let most = min(commit, [1, 1, 1, 2, 2, 3].randomElement(using: &random) ?? 1)
        let isRoot = commit % 17 == 0
        return isRoot ? [] : (0..<most).map { _ in .random(in: 0..<commit, using: &random) }
      }
      seconds = (0..<count).map { 100 * $0 + .random(in: -900...900, using: &random) }
      releases = (0..<count).filter { _ in .random(in: 0..<4, using: &random) == 0 }.map {
        release(on: $0, Version(1, .random(in: 0...9, using: &random), Version.Number($0)))
      }
      releases.shuffle(using: &random)
    }

    func ancestry(_ order: [Int]) -> Ancestry {
      history(of: order.map { ($0, parents[$0], seconds[$0]) })
    }

    /// The commit and everything below it.
    func ancestors(of commit: Int) -> Set<Int> {
      parents[commit].reduce(into: [commit]) { $0.formUnion(ancestors(of: $1)) }
    }
  }

  @Test(arguments: 0..<200) func everyCommitIsInTheFirstReleaseThatContainsIt(seed: Int) {
    var random = Seeded(seed)
    let sample = Sample(&random)
    let newestFirst = Array(sample.parents.indices.reversed())
    let partition = Partition(sample.ancestry(newestFirst), among: sample.releases)
    let contained = partition.releases.map { sample.ancestors(of: number($0.tag.commit)) }
    for commit in sample.parents.indices {
      let first = contained.firstIndex { $0.contains(commit) }
      #expect(partition.release(of: id(commit)) == first.map { partition.releases[$0] })
    }
    for (place, release) in partition.releases.enumerated() {
      let below = contained[place].subtracting([number(release.tag.commit)])
      let later = partition.releases[place...].map { number($0.tag.commit) }
      #expect(below.isDisjoint(with: later), "a release comes before one that it contains")
    }
  }

  @Test(arguments: 0..<50) func everyCommitIsInExactlyOnePart(seed: Int) {
    var random = Seeded(seed)
    let sample = Sample(&random)
    let order = sample.parents.indices.shuffled(using: &random)
    let partition = Partition(sample.ancestry(order), among: sample.releases)
    let parts = partition.commits()
    #expect(parts.count == partition.releases.count + 1)
    #expect(parts.joined().sorted() == order.map { id($0) }.sorted())
    #expect(partition.releaseNumbers.count == order.count)
  }

  @Test(arguments: 0..<50) func theOrderOfCommitsAndTagsMakesNoDifference(seed: Int) {
    var random = Seeded(seed)
    let sample = Sample(&random)
    let one = Partition(sample.ancestry(Array(sample.parents.indices)), among: sample.releases)
    let order = sample.parents.indices.shuffled(using: &random)
    let other = Partition(sample.ancestry(order), among: sample.releases.reversed())
    for commit in sample.parents.indices {
      #expect(one.release(of: id(commit)) == other.release(of: id(commit)))
    }
  }

  /// Of what lies outside the times are enough.
  @Test(arguments: 0..<200) func aRegionIsFiledAsTheWholeHistoryFilesIt(seed: Int) {
    var random = Seeded(seed)
    let sample = Sample(&random)
    let hidden = sample.ancestors(of: .random(in: sample.parents.indices, using: &random))
    let whole = sample.ancestry(Array(sample.parents.indices))
    let seconds = whole.correctedSeconds()
    let inside = sample.parents.indices.filter { !hidden.contains($0) }
    var region = Ancestry()
    for commit in inside {
      let outside = sample.parents[commit].filter(hidden.contains)
      let parents = sample.parents[commit].compactMap { inside.firstIndex(of: $0).map(Int32.init) }
      region.add(
        id(commit), seconds: sample.seconds[commit], parents: parents,
        outside: outside.map { id($0) }, outsideSeconds: outside.map { seconds[$0] }.max() ?? .min)
    }
    let expected = Partition(whole, among: sample.releases)
    let partition = Partition(region, among: sample.releases)
    for commit in inside {
      #expect(partition.release(of: id(commit)) == expected.release(of: id(commit)))
    }
  }

  @Test func commitsMergedBackFromAHotfixLineStayWithTheHotfix() {
    // 0 = v1.0.0; the hotfix 2 = v1.0.1 is merged back by 4, which v1.1.0 = 5 contains.
    let parents = [[], [0], [0], [1], [3, 2], [4]]
    let ancestry = history(of: parents.enumerated().reversed().map { ($0, $1, $0) })
    let releases = [
      release(on: 5, Version(1, 1, 0)), release(on: 0, Version(1, 0, 0)),
      release(on: 2, Version(1, 0, 1)),
    ]
    let partition = Partition(ancestry, among: releases)
    let owners = (0...5).map { partition.release(of: id($0))?.version.description }
    #expect(owners == ["1.0.0", "1.1.0", "1.0.1", "1.1.0", "1.1.0", "1.1.0"])
  }

  @Test func aTagDatedBeforeItsAncestorStillComesAfterIt() {
    let ancestry = history(of: [(2, [1], -5), (1, [], .max)])
    let releases = [release(on: 2, Version(1, 0, 0)), release(on: 1, Version(2, 0, 0))]
    let partition = Partition(ancestry, among: releases)
    #expect(partition.release(of: id(1))?.version == Version(2, 0, 0))
    #expect(partition.release(of: id(2))?.version == Version(1, 0, 0))
  }

  @Test func whatLiesOutsideHasNoReleaseAndGivesNone() {
    let ancestry = history(of: [(3, [2], 3)])
    let partition = Partition(ancestry, among: [release(on: 2, Version(1, 0, 0))])
    #expect(partition.releases.isEmpty)
    #expect(partition.release(of: id(2)) == nil)
    #expect(partition.releaseNumbers == [nil])
    #expect(Partition(Ancestry(), among: []).commits() == [[]])
  }
}

/// Commits in this order, with their parents and times.
private func history(of commits: [(commit: Int, parents: [Int], seconds: Int)]) -> Ancestry {
  var result = Ancestry()
  for (commit, parents, seconds) in commits {
    let inside = parents.compactMap { parent in
      commits.firstIndex { $0.commit == parent }.map { Int32($0) }
    }
    let outside = parents.filter { parent in !commits.contains { $0.commit == parent } }
    result.add(id(commit), seconds: seconds, parents: inside, outside: outside.map { id($0) })
  }
  return result
}

private func release(on commit: Int, _ version: Version) -> ReleaseTag {
  let tag = Release.Tag(name: "v\(version)", object: id(commit), commit: id(commit))
  return ReleaseTag(tag: tag, version: version)
}

private func number(_ commit: ObjectID) -> Int {
  commit.bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
}
