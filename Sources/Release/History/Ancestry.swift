/// The commits of a region of history and their links, without messages: about 80 bytes a commit.
public struct Ancestry: Sendable {
  /// In the order in which they were added.
  public private(set) var ids: [ObjectID] = []
  private var seconds: [Int] = []
  /// The parents of all commits, one after the other; those of a commit end at `parentsEnd`.
  private var parents: [ObjectID] = []
  private var parentsEnd: [Int] = []

  public init() {}

  public mutating func reserveCapacity(_ count: Int) {
    ids.reserveCapacity(count)
    seconds.reserveCapacity(count)
    parents.reserveCapacity(count + count / 2)
    parentsEnd.reserveCapacity(count)
  }

  /// Adds a commit, in any order; each commit once. A parent that is never added lies outside.
  public mutating func add(
    _ id: ObjectID, parents: some Sequence<ObjectID>, committed: Instant
  ) {
    ids.append(id)
    // Far from the limits of the type, so that one can be added for each generation.
    seconds.append(min(max(committed.seconds, -(1 << 62)), 1 << 62))
    self.parents.append(contentsOf: parents)
    parentsEnd.append(self.parents.count)
  }

  /// The links as positions in `ids`.
  func links() -> Links {
    var positions = [ObjectID: Int32](minimumCapacity: ids.count)
    for (position, id) in ids.enumerated() { positions[id] = Int32(position) }
    var flat: [Int32] = []
    flat.reserveCapacity(parents.count)
    var outside: [Int32: [ObjectID]] = [:]
    var ends: [Int32] = []
    ends.reserveCapacity(ids.count)
    var next = 0
    for end in parentsEnd {
      while next < end {
        if let parent = positions[parents[next]] {
          flat.append(parent)
        } else {
          outside[Int32(ends.count), default: []].append(parents[next])
        }
        next += 1
      }
      ends.append(Int32(flat.count))
    }
    return Links(
      positions: positions, parents: flat, ends: ends, outside: outside, seconds: seconds)
  }
}

/// An ancestry with commits as numbers, parents outside left out.
struct Links {
  let positions: [ObjectID: Int32]
  fileprivate let parents: [Int32]
  fileprivate let ends: [Int32]
  /// The parents that lie outside, by the position of their child.
  let outside: [Int32: [ObjectID]]
  fileprivate let seconds: [Int]

  fileprivate init(
    positions: [ObjectID: Int32], parents: [Int32], ends: [Int32],
    outside: [Int32: [ObjectID]], seconds: [Int]
  ) {
    self.positions = positions
    self.parents = parents
    self.ends = ends
    self.outside = outside
    self.seconds = seconds
  }

  var count: Int { ends.count }

  func parents(of position: Int) -> ArraySlice<Int32> {
    let start = position == 0 ? 0 : Int(ends[position - 1])
    return parents[start..<Int(ends[position])]
  }

  /// For each commit the time of its making, pushed past those of all its ancestors: generation
  /// numbers version 2 of Git's commit-graph. A child's is always greater than its parents'.
  func correctedSeconds() -> [Int] {
    var result = seconds
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
