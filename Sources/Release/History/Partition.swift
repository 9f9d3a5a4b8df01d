/// Which release each commit belongs to: the first one, in ancestry order, whose tag contains it.
///
/// The releases are put into one order that never puts a release before another that it contains;
/// then each claims, first to last, every unclaimed commit that it reaches. No commit is visited
/// twice, so the cost is that of the commits and their links, however many the releases are.
public struct Partition: Sendable {
  /// In the order of their claims. A release outside the ancestry is not among them.
  public let releases: [ReleaseTag]
  /// The commits, in the order in which they were added to the ancestry.
  public let ids: [ObjectID]
  private let positions: [ObjectID: Int32]
  /// For each commit the number of its release; that of `releases.count` is no release.
  private let owners: [Int32]

  public init(_ ancestry: Ancestry, among releases: [ReleaseTag]) {
    let links = ancestry.links()
    let corrected = links.correctedSeconds()
    let order = releases.compactMap { release in
      links.positions[release.tag.commit].map { (release: release, position: Int($0)) }
    }.sorted { one, other in
      let (mine, theirs) = (corrected[one.position], corrected[other.position])
      return mine == theirs ? one.release < other.release : mine < theirs
    }
    ids = ancestry.ids
    positions = links.positions
    self.releases = order.map(\.release)
    owners = Self.claims(of: order.map(\.position), in: links)
  }

  private static func claims(of tips: [Int], in links: Links) -> [Int32] {
    let nobody = Int32(tips.count)
    var owners = [Int32](repeating: nobody, count: links.count)
    var stack: [Int] = []
    for (release, tip) in tips.enumerated() where owners[tip] == nobody {
      owners[tip] = Int32(release)
      stack.append(tip)
      while let position = stack.popLast() {
        for parent in links.parents(of: position) where owners[Int(parent)] == nobody {
          owners[Int(parent)] = Int32(release)
          stack.append(Int(parent))
        }
      }
    }
    return owners
  }

  /// The release that first had the commit; nil when none has, or the commit lies outside.
  public func release(of id: ObjectID) -> ReleaseTag? {
    guard let position = positions[id] else { return nil }
    let owner = Int(owners[Int(position)])
    return owner < releases.count ? releases[owner] : nil
  }

  /// For each of `releases` its commits, and in the end what is unreleased; each in the order of
  /// the ancestry.
  public func commits() -> [[ObjectID]] {
    var result = [[ObjectID]](repeating: [], count: releases.count + 1)
    for (id, owner) in zip(ids, owners) { result[Int(owner)].append(id) }
    return result
  }

  /// For each commit, in the order of `ids`, the number of its release in `releases`; nil for what
  /// is unreleased.
  public var releaseNumbers: [Int?] {
    owners.map { $0 < releases.count ? Int($0) : nil }
  }
}
