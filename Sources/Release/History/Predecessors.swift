/// For each release of an ancestry the highest release that it contains, found in one pass.
public struct Predecessors: Sendable {
  private let ranked: [ReleaseTag]
  private let ids: [ObjectID]
  /// The positions of the releases' commits in `ids`.
  private let positions: [ObjectID: Int]
  /// For each commit the rank of the highest release below it; -1 for none.
  private var best: [Int]
  /// For each commit whether it has an ancestor outside that is not a release: which releases that
  /// one contains is unknown here.
  private var isOpen: [Bool]

  public init(_ ancestry: Ancestry, among releases: [ReleaseTag]) {
    ranked = releases.sorted()
    ids = ancestry.ids
    positions = ancestry.positions(of: releases)
    best = [Int](repeating: -1, count: ancestry.count)
    isOpen = [Bool](repeating: false, count: ancestry.count)
    var rank: [ObjectID: Int] = [:]
    for (index, release) in ranked.enumerated() { rank[release.tag.commit] = index }
    var own = best
    for (id, position) in positions { own[position] = rank[id] ?? -1 }
    for position in ancestry.parentsFirst() {
      for parent in ancestry.parents(of: position).map(Int.init) {
        best[position] = max(best[position], best[parent], own[parent])
        isOpen[position] = isOpen[position] || isOpen[parent]
      }
      for parent in ancestry.outside[position] ?? [] {
        best[position] = max(best[position], rank[parent] ?? -1)
        isOpen[position] = isOpen[position] || rank[parent] == nil
      }
    }
  }

  /// What is known of the releases below a commit.
  public enum Answer: Hashable, Sendable {
    case known(ReleaseTag?)
    /// It depends on commits outside the ancestry.
    case unknown
  }

  /// - Parameter floor: the highest release that a commit outside may contain; an answer that is
  ///   at least as high is certain.
  public func highest(below commit: ObjectID, floor: ReleaseTag?) -> Answer {
    guard let position = positions[commit] ?? ids.firstIndex(of: commit) else { return .unknown }
    let found = best[position] < 0 ? nil : ranked[best[position]]
    guard isOpen[position] else { return .known(found) }
    guard let floor, let found, !(found < floor) else { return .unknown }
    return .known(found)
  }
}
