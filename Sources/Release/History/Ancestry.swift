/// The commits of a region of history and their parents, without messages: about 50 bytes a commit.
public struct Ancestry: Sendable {
  /// In the order in which they were added.
  public private(set) var ids: [ObjectID] = []
  /// When each was committed, in seconds since 1970.
  public private(set) var seconds: [Int] = []
  /// The parents of all commits, concatenated, as positions in `ids`; those of a commit end at its
  /// `ends`. Parents outside the region are left out.
  private var parents: [Int32] = []
  private var ends: [Int32] = []
  /// The parents outside the region, by the position of their child.
  private(set) var outside: [Int: [ObjectID]] = [:]
  /// The latest of their corrected times.
  private var outsideSeconds: [Int: Int] = [:]

  public init() {}

  public mutating func reserveCapacity(_ count: Int) {
    ids.reserveCapacity(count)
    seconds.reserveCapacity(count)
    parents.reserveCapacity(count + count / 2)
    ends.reserveCapacity(count)
  }

  /// Adds a commit, in any order; each commit once.
  ///
  /// - Parameter parents: their positions, which may be those of commits not yet added.
  /// - Parameter outside: the parents that are never added.
  /// - Parameter outsideSeconds: the latest of their corrected times.
  public mutating func add(
    _ id: ObjectID, seconds: Int, parents: [Int32], outside: [ObjectID] = [],
    outsideSeconds: Int = .min
  ) {
    self.parents += parents
    if !outside.isEmpty {
      self.outside[ids.count] = outside
      self.outsideSeconds[ids.count] = min(outsideSeconds, 1 << 62)
    }
    ids.append(id)
    // Far from the limits of the type, so that adding one for each generation cannot overflow.
    self.seconds.append(min(max(seconds, -(1 << 62)), 1 << 62))
    ends.append(Int32(self.parents.count))
  }

  public var count: Int { ids.count }

  /// The commits outside the region that are parents of one inside.
  public var boundary: Set<ObjectID> { Set(outside.values.joined()) }

  func parents(of position: Int) -> ArraySlice<Int32> {
    let start = position == 0 ? 0 : Int(ends[position - 1])
    return parents[start..<Int(ends[position])]
  }

  /// The positions of the commits of releases; those outside the region are left out.
  func positions(of releases: [ReleaseTag]) -> [ObjectID: Int] {
    let wanted = Set(releases.map(\.tag.commit))
    var result = [ObjectID: Int](minimumCapacity: wanted.count)
    for (position, id) in ids.enumerated() where wanted.contains(id) { result[id] = position }
    return result
  }

  /// For each commit its time, corrected to be later than those of all its ancestors: generation
  /// numbers version 2 of Git's commit-graph. A child's is always greater than its parents'.
  public func correctedSeconds() -> [Int] {
    var result = seconds
    for (position, latest) in outsideSeconds {
      result[position] = max(result[position], latest + 1)
    }
    for position in parentsFirst() {
      for parent in parents(of: position) {
        result[position] = max(result[position], result[Int(parent)] + 1)
      }
    }
    return result
  }

  /// Positions, parents before their children (Kahn's algorithm, run from the children).
  func parentsFirst() -> [Int] {
    var children = [Int32](repeating: 0, count: count)
    for parent in parents { children[Int(parent)] += 1 }
    var order = children.indices.filter { children[$0] == 0 }
    order.reserveCapacity(count)
    var next = 0
    while next < order.count {
      for parent in parents(of: order[next]) {
        children[Int(parent)] -= 1
        if children[Int(parent)] == 0 { order.append(Int(parent)) }
      }
      next += 1
    }
    return order.reversed()
  }
}
