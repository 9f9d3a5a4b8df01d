import Git
import Release

/// A piece of history and the release that each of its commits belongs to.
struct ReleaseMembership {
  /// Newest first.
  private(set) var commits: [CommitSummary] = []
  /// When each commit was made, in seconds since 1970, beside `commits`.
  private(set) var madeAt: [Int] = []
  /// The commits outside that are parents of one inside.
  let boundary: Set<ObjectID>
  /// For each commit the number of its release in `releases`; nil for what is unreleased.
  private var numbers: [Int?]
  private let releases: [ReleaseTag]
  /// The newest commit that is unreleased, whether the line owns it or not.
  private var newestUnreleased: ObjectID?
  /// The releases that have a commit here, whether the line owns it or not.
  private var reached: Set<Int?>
  let predecessors: Predecessors

  /// The commits reachable from `tips` and not from `hidden`, each filed under the first release
  /// that contains it: one in the region, or one beside it that shares some of its commits.
  init(
    from tips: [ObjectID], hiding hidden: [ObjectID], in history: ReleaseHistory
  ) throws(Problem) {
    let repository = history.repository
    let search = try repository.search(from: tips, hiding: hidden, convert: CommitSummary.all)
    let inside = try repository.ancestry(of: search.found)
    let beside = try Self.releases(beside: inside, from: tips, hiding: hidden, in: history)
    let others = try repository.find(from: beside.map(\.tag.commit), hiding: tips + hidden)
    let ancestry = beside.isEmpty ? inside : try repository.ancestry(of: search.found, and: others)
    boundary = inside.boundary
    madeAt = Array(ancestry.seconds.prefix(inside.ids.count))
    let partition = Partition(ancestry, among: history.releases.tags)
    releases = partition.releases
    numbers = Array(partition.releaseNumbers.prefix(inside.ids.count))
    predecessors = Predecessors(ancestry, among: history.releases.tags)
    commits = history.corrections.corrections.applied(to: try search.finish())
    newestUnreleased = zip(commits, numbers).first { $1 == nil }?.0.id
    reached = Set(numbers)
    if !history.line.isAlone { try keep(history.owns) }
  }

  /// Leaves out the commits of other packages.
  private mutating func keep(
    _ isOwn: (ObjectID) throws(Problem) -> Bool
  ) throws(Problem) {
    var places: [Int] = []
    for (place, commit) in commits.enumerated() where try isOwn(commit.id) { places.append(place) }
    (commits, madeAt, numbers) = (
      places.map { commits[$0] }, places.map { madeAt[$0] }, places.map { numbers[$0] }
    )
  }

  /// Releases outside the region that may have had one of its commits first: no older than the
  /// oldest, give or take a day of clock skew, nor younger than the releases at its tips. A clock
  /// that went backwards counts as having stood still.
  private static func releases(
    beside ancestry: Ancestry, from tips: [ObjectID], hiding hidden: [ObjectID],
    in history: ReleaseHistory
  ) throws(Problem) -> [ReleaseTag] {
    let tags = history.releases.tags
    let known = Set(ancestry.ids).union(hidden)
    let beside = tags.filter { !known.contains($0.tag.commit) }
    guard !beside.isEmpty, let oldest = ancestry.seconds.min() else { return [] }
    let isReleased = Set(tips).isSubset(of: tags.map(\.tag.commit))
    let newest = isReleased ? ancestry.correctedSeconds().max() : nil
    let range = oldest - 86_400...(newest ?? .max)
    let times = try history.repository.correctedTimes(of: beside.map(\.tag.commit))
    return zip(beside, times).filter { range.contains($1) }.map(\.0)
  }

  /// The commits that belong to pre-releases, and to this release or, for nil, to none; newest
  /// first.
  func commits(ofPreReleasesAnd release: ReleaseTag?) -> [CommitSummary] {
    let isWanted = releases.map { $0.version.isPreRelease || $0.tag == release?.tag }
    return zip(commits, numbers).filter { _, number in
      number.map { isWanted[$0] } ?? (release == nil)
    }.map(\.0)
  }

  /// What a release, or for nil none, has of the region.
  struct ReleaseContents {
    var release: ReleaseTag?
    /// The newest commit of it.
    var tip: ObjectID?
    /// The line's own, newest first.
    var commits: [CommitSummary]

    /// Hands the commits over, so that they are not there twice.
    mutating func takeCommits() -> [CommitSummary] {
      defer { commits = [] }
      return commits
    }

    /// Whether it can follow a release: versions need not come in the order of history.
    func isAbove(_ other: ReleaseTag?) -> Bool {
      guard let release, let other else { return true }
      return other.version < release.version
    }
  }

  /// Hands over the commits, newest release first; what is unreleased before all, where there is
  /// something. A release that brought nothing of the line's own is there all the same.
  mutating func takeByRelease() -> [ReleaseContents] {
    let commits = commits
    self.commits = []
    // The last group is that of what is unreleased.
    var counts = [Int](repeating: 0, count: releases.count + 1)
    for number in numbers { counts[number ?? releases.count] += 1 }
    var groups = counts.map { count in
      var group: [CommitSummary] = []
      group.reserveCapacity(count)
      return group
    }
    for (commit, number) in zip(commits, numbers) {
      groups[number ?? releases.count].append(commit)
    }
    let unreleased = groups[releases.count]
    let shares = releases.indices.reversed().filter { reached.contains($0) }.map { number in
      ReleaseContents(
        release: releases[number], tip: releases[number].tag.commit, commits: groups[number])
    }
    let waiting = ReleaseContents(tip: newestUnreleased, commits: unreleased)
    return (unreleased.isEmpty ? [] : [waiting]) + shares
  }
}

extension ReleaseHistory {
  /// What `head` has and no release has.
  func unreleased(at head: ObjectID) throws(Problem) -> ReleaseMembership {
    try ReleaseMembership(from: [head], hiding: releases.tags.map(\.tag.commit), in: self)
  }
}
