/// Which release each commit belongs to: the first one, in ancestry order, whose tag contains it.
///
/// The releases are put into one order that never puts a release before another that it contains;
/// then each claims, first to last, every unclaimed commit that it reaches. No commit is visited
/// twice, so the cost is that of the commits and their links, however many the releases are.
public struct Partition: Sendable {
  /// In the order in which they claim commits; without the releases outside the ancestry.
  public let releases: [ReleaseTag]
  /// The commits, in the order in which they were added to the ancestry.
  public let ids: [ObjectID]
  /// For each commit the number of its release; `releases.count` where it is unreleased.
  private let owners: [Int32]

  public init(_ ancestry: Ancestry, among releases: [ReleaseTag]) {
    let corrected = ancestry.correctedSeconds()
    let positions = ancestry.positions(of: releases)
    let order = releases.compactMap { release in
      positions[release.tag.commit].map { (release: release, position: $0) }
    }.sorted { one, other in
      let (mine, theirs) = (corrected[one.position], corrected[other.position])
      return mine == theirs ? one.release < other.release : mine < theirs
    }
    ids = ancestry.ids
    self.releases = order.map(\.release)
    owners = Self.claims(of: order.map(\.position), in: ancestry)
  }

  private static func claims(of tips: [Int], in ancestry: Ancestry) -> [Int32] {
    let unreleased = Int32(tips.count)
    var owners = [Int32](repeating: unreleased, count: ancestry.count)
    var stack: [Int] = []
    for (release, tip) in tips.enumerated() where owners[tip] == unreleased {
      owners[tip] = Int32(release)
      stack.append(tip)
      while let position = stack.popLast() {
        for parent in ancestry.parents(of: position) where owners[Int(parent)] == unreleased {
          owners[Int(parent)] = Int32(release)
          stack.append(Int(parent))
        }
      }
    }
    return owners
  }

  /// The first release that has the commit; nil where none has, or the ancestry lacks the commit.
  public func release(of id: ObjectID) -> ReleaseTag? {
    guard let position = ids.firstIndex(of: id) else { return nil }
    let owner = Int(owners[position])
    return owner < releases.count ? releases[owner] : nil
  }

  /// For each of `releases` its commits, and last the unreleased ones; each in the order of the
  /// ancestry.
  public func commits() -> [[ObjectID]] {
    var result = [[ObjectID]](repeating: [], count: releases.count + 1)
    for (id, owner) in zip(ids, owners) { result[Int(owner)].append(id) }
    return result
  }

  /// For each commit, in the order of `ids`, the number of its release in `releases`; nil where it
  /// is unreleased.
  public var releaseNumbers: [Int?] {
    owners.map { $0 < releases.count ? Int($0) : nil }
  }
}
