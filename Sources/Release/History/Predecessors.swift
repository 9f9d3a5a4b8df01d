/// For each release of an ancestry the highest release that it contains, found in one pass.
public struct Predecessors: Sendable {
  private let ranked: [ReleaseTag]
  private let positions: [ObjectID: Int32]
  /// For each commit the rank of the highest release below it; -1 for none.
  private var best: [Int]
  /// For each commit whether it reaches a commit outside that is no release: what that one contains
  /// is not known here.
  private var isOpen: [Bool]

  public init(_ ancestry: Ancestry, among releases: [ReleaseTag]) {
    let links = ancestry.links()
    ranked = releases.sorted()
    positions = links.positions
    best = [Int](repeating: -1, count: links.count)
    isOpen = [Bool](repeating: false, count: links.count)
    var rank: [ObjectID: Int] = [:]
    for (place, release) in ranked.enumerated() { rank[release.tag.commit] = place }
    for position in links.parentsFirst() {
      for parent in links.parents(of: position) {
        let own = rank[ancestry.ids[Int(parent)]] ?? -1
        best[position] = max(best[position], best[Int(parent)], own)
        isOpen[position] = isOpen[position] || isOpen[Int(parent)]
      }
      for parent in links.outside[Int32(position)] ?? [] {
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

  /// - Parameter floor: the highest release that anything outside contains; what is at least as
  ///   high is certain.
  public func highest(below commit: ObjectID, floor: ReleaseTag?) -> Answer {
    guard let position = positions[commit].map(Int.init) else { return .unknown }
    let found = best[position] < 0 ? nil : ranked[best[position]]
    guard isOpen[position] else { return .known(found) }
    guard let floor, let found, !(found < floor) else { return .unknown }
    return .known(found)
  }
}
