import Git
import Release

/// A region of history, and the release that each of its commits belongs to.
struct ReleaseMembership {
  /// Newest first.
  private(set) var commits: [CommitSummary] = []
  /// When each of `commits` was committed, in seconds since 1970.
  private(set) var madeAt: [Int] = []
  /// The commits outside the region that are parents of one inside.
  let boundary: Set<ObjectID>
  /// For each commit the number of its release in `releases`; nil where it is unreleased.
  private var numbers: [Int?]
  private let releases: [ReleaseTag]
  /// The newest unreleased commit, whether it belongs to the package or not.
  private var newestUnreleased: ObjectID?
  /// The numbers of the releases that have a commit in the region, whether it belongs to the
  /// package or not.
  private var reached: Set<Int?>
  let predecessors: Predecessors

  /// The commits reachable from `tips` and not from `hidden`, each assigned to the first release
  /// that contains it. That may be a release outside the region that shares some of its commits.
  init(
    from tips: [ObjectID], hiding hidden: [ObjectID], in history: ReleaseHistory
  ) throws(Problem) {
    let repository = history.repository
    let search = try repository.search(from: tips, hiding: hidden, convert: CommitSummary.all)
    let inside = try repository.ancestry(of: search.found)
    let outer = try Self.releases(outside: inside, from: tips, hiding: hidden, in: history)
    let others = try repository.find(from: outer.map(\.tag.commit), hiding: tips + hidden)
    let ancestry = outer.isEmpty ? inside : try repository.ancestry(of: search.found, and: others)
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

  /// Removes the commits of other packages.
  private mutating func keep(
    _ isOwn: (ObjectID) throws(Problem) -> Bool
  ) throws(Problem) {
    var kept: [Int] = []
    for (index, commit) in commits.enumerated() where try isOwn(commit.id) { kept.append(index) }
    (commits, madeAt, numbers) = (
      kept.map { commits[$0] }, kept.map { madeAt[$0] }, kept.map { numbers[$0] }
    )
  }

  /// The releases outside the region that may be the first to contain one of its commits: no older
  /// than its oldest commit, allowing for a day of clock skew, and no newer than the releases at
  /// its tips. A commit dated before its parents is taken to be just after them.
  private static func releases(
    outside ancestry: Ancestry, from tips: [ObjectID], hiding hidden: [ObjectID],
    in history: ReleaseHistory
  ) throws(Problem) -> [ReleaseTag] {
    let tags = history.releases.tags
    let known = Set(ancestry.ids).union(hidden)
    let outer = tags.filter { !known.contains($0.tag.commit) }
    guard !outer.isEmpty, let oldest = ancestry.seconds.min() else { return [] }
    let isReleased = Set(tips).isSubset(of: tags.map(\.tag.commit))
    let newest = isReleased ? ancestry.correctedSeconds().max() : nil
    let range = oldest - 86_400...(newest ?? .max)
    let times = try history.repository.correctedTimes(of: outer.map(\.tag.commit))
    return zip(outer, times).filter { range.contains($1) }.map(\.0)
  }

  /// The commits of pre-releases and of this release or, for nil, unreleased ones; newest first.
  func commits(ofPreReleasesAnd release: ReleaseTag?) -> [CommitSummary] {
    let isWanted = releases.map { $0.version.isPreRelease || $0.tag == release?.tag }
    return zip(commits, numbers).filter { _, number in
      number.map { isWanted[$0] } ?? (release == nil)
    }.map(\.0)
  }

  /// The commits of the region that belong to a release, or that are unreleased.
  struct ReleaseContents {
    var release: ReleaseTag?
    /// The newest of its commits.
    var tip: ObjectID?
    /// Those that belong to the package, newest first.
    var commits: [CommitSummary]

    /// Moves the commits out, so that they are not in memory twice.
    mutating func takeCommits() -> [CommitSummary] {
      defer { commits = [] }
      return commits
    }

    /// Whether it can follow a release: versions need not be in the order of history.
    func isAbove(_ other: ReleaseTag?) -> Bool {
      guard let release, let other else { return true }
      return other.version < release.version
    }
  }

  /// Moves the commits out, by release, newest first; unreleased ones come before all. A release
  /// without commits of the package is included.
  mutating func takeByRelease() -> [ReleaseContents] {
    let commits = commits
    self.commits = []
    // The last group has the unreleased commits.
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
    let released = releases.indices.reversed().filter { reached.contains($0) }.map { number in
      ReleaseContents(
        release: releases[number], tip: releases[number].tag.commit, commits: groups[number])
    }
    let waiting = ReleaseContents(tip: newestUnreleased, commits: unreleased)
    return (unreleased.isEmpty ? [] : [waiting]) + released
  }
}

extension ReleaseHistory {
  /// The commits that `head` contains and no release does.
  func unreleased(at head: ObjectID) throws(Problem) -> ReleaseMembership {
    try ReleaseMembership(from: [head], hiding: releases.tags.map(\.tag.commit), in: self)
  }
}
