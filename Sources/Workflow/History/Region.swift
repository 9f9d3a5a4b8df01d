import Git
import Release

/// A piece of history and the release that each of its commits belongs to.
struct Region {
  /// Newest first.
  private(set) var commits: [NotedCommit] = []
  /// When each commit was made, in seconds since 1970, beside `commits`.
  private(set) var madeAt: [Int] = []
  private let partition: Partition
  let predecessors: Predecessors

  /// The commits reachable from `tips` and not from `hidden`, each filed under the first release
  /// that contains it: one in the region, or one beside it that shares some of its commits.
  init(
    from tips: [ObjectID], hiding hidden: [ObjectID], in history: ReleaseHistory
  ) throws(Problem) {
    let repository = history.repository
    var ancestry = Ancestry()
    var noted: [NotedCommit] = []
    var times: [Int] = []
    try repository.walk(from: tips, hiding: hidden) { commit throws(Problem) in
      ancestry.add(commit.id, parents: commit.parents, committed: commit.committer.time)
      noted.append(NotedCommit(commit, Message(commit.message)))
      times.append(commit.committer.time.seconds)
      return true
    }
    let beside = try Self.releasesBeside(ancestry, made: times, in: history)
    if !beside.isEmpty {
      try repository.walk(
        from: beside.map(\.tag.commit), hiding: tips + hidden
      ) { commit throws(Problem) in
        ancestry.add(commit.id, parents: commit.parents, committed: commit.committer.time)
        return true
      }
    }
    commits = noted
    madeAt = times
    partition = Partition(ancestry, among: history.releases.tags)
    predecessors = Predecessors(ancestry, among: history.releases.tags)
  }

  /// Releases outside the region that are old enough to have had one of its commits first.
  private static func releasesBeside(
    _ ancestry: Ancestry, made times: [Int], in history: ReleaseHistory
  ) throws(Problem) -> [ReleaseTag] {
    guard let oldest = times.min(), let newest = times.max() else { return [] }
    let inside = Set(ancestry.ids)
    var result: [ReleaseTag] = []
    for release in history.releases.tags where !inside.contains(release.tag.commit) {
      let made = try history.repository.commit(release.tag.commit).committer.time.seconds
      if (oldest...newest).contains(made) { result.append(release) }
    }
    return result
  }

  /// The commits of each release, newest release first; what is unreleased before all, under nil.
  func byRelease() -> [(release: ReleaseTag?, commits: [NotedCommit])] {
    var groups = [[NotedCommit]](repeating: [], count: partition.releases.count + 1)
    for (commit, number) in zip(commits, partition.releaseNumbers) {
      groups[number ?? partition.releases.count].append(commit)
    }
    let releases: [ReleaseTag?] = partition.releases + [nil]
    return zip(releases, groups).filter { !$0.1.isEmpty }.reversed().map { ($0.0, $0.1) }
  }
}
