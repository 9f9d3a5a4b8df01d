import Git
import Release

/// A piece of history and the release that each of its commits belongs to.
struct Region {
  /// Newest first.
  private(set) var commits: [NotedCommit] = []
  /// When each commit was made, in seconds since 1970, beside `commits`.
  private(set) var madeAt: [Int] = []
  /// The commits outside that are parents of one inside.
  let boundary: Set<ObjectID>
  private let partition: Partition
  let predecessors: Predecessors

  /// The commits reachable from `tips` and not from `hidden`, each filed under the first release
  /// that contains it: one in the region, or one beside it that shares some of its commits.
  init(
    from tips: [ObjectID], hiding hidden: [ObjectID], in history: ReleaseHistory
  ) throws(Problem) {
    let repository = history.repository
    let desk = NotingDesk()
    let found = try repository.find(from: tips, hiding: hidden) { desk.note($1, from: $0) }
    let inside = try repository.ancestry(of: found)
    let beside = try Self.releases(beside: inside, from: tips, hiding: hidden, in: history)
    let others = try repository.find(from: beside.map(\.tag.commit), hiding: tips + hidden)
    let ancestry = beside.isEmpty ? inside : try repository.ancestry(of: found, and: others)
    commits = history.corrections.corrections.applied(to: desk.commits(found.tickets))
    boundary = inside.boundary
    madeAt = Array(ancestry.seconds.prefix(commits.count))
    partition = Partition(ancestry, among: history.releases.tags)
    predecessors = Predecessors(ancestry, among: history.releases.tags)
  }

  /// Releases outside the region that may have had one of its commits first: no older than the
  /// oldest, give or take a day of clock skew, nor younger than the releases at its tips.
  private static func releases(
    beside ancestry: Ancestry, from tips: [ObjectID], hiding hidden: [ObjectID],
    in history: ReleaseHistory
  ) throws(Problem) -> [ReleaseTag] {
    let tags = history.releases.tags
    let isReleased = Set(tips).isSubset(of: tags.map(\.tag.commit))
    guard let oldest = ancestry.seconds.min(), let newest = ancestry.seconds.max() else {
      return []
    }
    let range = oldest - 86_400...(isReleased ? newest : .max)
    let known = Set(ancestry.ids).union(hidden)
    let times = try history.repository.times(of: tags.map(\.tag.commit))
    return zip(tags, times).filter { tag, time in
      range.contains(time) && !known.contains(tag.tag.commit)
    }.map(\.0)
  }

  /// The commits that belong to pre-releases, and to this release or, for nil, to none; newest
  /// first.
  func commits(ofPreReleasesAnd release: ReleaseTag?) -> [NotedCommit] {
    let isWanted = partition.releases.map { $0.version.isPreRelease || $0.tag == release?.tag }
    return zip(commits, partition.releaseNumbers).filter { _, number in
      number.map { isWanted[$0] } ?? (release == nil)
    }.map(\.0)
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
