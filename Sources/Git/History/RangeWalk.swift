import Release

/// Finds the commits that are reachable from some commits and not from others. It visits the newest
/// first and goes no further back than it must, like `limit_list` of `git rev-list`.
///
/// With a commit-graph file the result is exact, whatever the dates. Without one, hidden history is
/// followed to one day before the oldest wanted commit, or to twice the largest clock skew seen;
/// Git follows it for five commits.
struct RangeWalk {
  private struct Marks: OptionSet {
    let rawValue: UInt8
    static let hidden = Marks(rawValue: 1)
    static let queued = Marks(rawValue: 2)
    static let seen = Marks(rawValue: 4)
    static let wanted = Marks(rawValue: 8)
  }

  private let graph: CommitGraph
  /// Indexed by commit number.
  private var marks: [Marks] = []
  private var queue = PriorityQueue()
  private var wanted: [Int] = []
  private var wantedInQueue = 0
  /// The lowest generation of a wanted commit: a commit of no higher generation has none as an
  /// ancestor.
  private var lowestGeneration = CommitGraph.Node.infiniteGeneration
  private var oldestSeconds = Int.max
  private var skewSeconds = 86_400
  private let listener: Listener?

  /// Receives commits during the walk.
  struct Listener {
    /// The text of a commit whose object was read and that may be wanted.
    let takeText: (Int, [UInt8]) -> Void
    /// A commit that is almost certainly wanted: what could hide it was visited.
    let takeWanted: (Int) -> Void
  }

  init(
    _ graph: CommitGraph, from tips: [ObjectID], hiding hidden: [ObjectID],
    listener: Listener? = nil
  ) throws(Problem) {
    self.graph = graph
    self.listener = listener
    let hidden = hidden.map { graph.number(of: $0) }
    let tips = tips.map { graph.number(of: $0) }
    growMarks()
    for number in hidden { marks[number].insert(.hidden) }
    try read(hidden + tips)
    for number in hidden + tips { enqueue(number) }
    try paint()
  }

  /// Visits children before their parents, and otherwise the newest first, until `visit` returns
  /// false.
  mutating func forEach(
    _ visit: (Int) throws(Problem) -> Bool
  ) throws(Problem) {
    wanted.removeAll { marks[$0].contains(.hidden) }
    var children = [Int32](repeating: 0, count: marks.count)
    for number in wanted {
      marks[number].insert(.wanted)
      for parent in graph.parents(of: number) { children[parent] += 1 }
    }
    var ready = PriorityQueue()
    for number in wanted where children[number] == 0 {
      ready.put(number, rank: graph[number].seconds)
    }
    while let number = ready.take() {
      guard try visit(number) else { return }
      for parent in graph.parents(of: number) {
        children[parent] -= 1
        if children[parent] == 0, marks[parent].contains(.wanted) {
          ready.put(parent, rank: graph[parent].seconds)
        }
      }
    }
  }

  private mutating func growMarks() {
    let missing = graph.nodes.count - marks.count
    if missing > 0 { marks += repeatElement([], count: missing) }
  }

  private mutating func read(_ numbers: [Int]) throws(Problem) {
    let texts = try graph.read(numbers) { listener != nil && !marks[$0].contains(.hidden) }
    for (number, text) in texts { listener?.takeText(number, text) }
    growMarks()
  }

  private mutating func enqueue(_ number: Int) {
    guard !marks[number].contains(.seen) else { return }
    marks[number].formUnion([.seen, .queued])
    if !marks[number].contains(.hidden) { wantedInQueue += 1 }
    queue.put(number, rank: graph.hasGenerations ? graph[number].generation : graph[number].seconds)
  }

  /// Dequeues the next commits, so that their parents can be read together. A hidden one that
  /// follows a wanted one stays in the queue: the walk may end before it needs that.
  private mutating func nextBatch() -> [Int] {
    var batch: [Int] = []
    var hasWanted = false
    while batch.count < 64, isOpen, let next = queue.first {
      let isHidden = marks[next].contains(.hidden)
      if isHidden && hasWanted { break }
      hasWanted = hasWanted || !isHidden
      _ = queue.take()
      leaveQueue(next)
      batch.append(next)
    }
    return batch
  }

  private mutating func paint() throws(Problem) {
    while isOpen {
      let batch = nextBatch()
      try read(batch.flatMap { graph.parents(of: $0) })
      for number in batch {
        for parent in graph.parents(of: number) {
          if marks[number].contains(.hidden) { hide(parent) }
          enqueue(parent)
          skewSeconds = max(skewSeconds, 2 * (graph[parent].seconds - graph[number].seconds))
        }
      }
    }
  }

  private mutating func leaveQueue(_ number: Int) {
    marks[number].remove(.queued)
    guard marks[number].contains(.hidden) else {
      wantedInQueue -= 1
      wanted.append(number)
      oldestSeconds = min(oldestSeconds, graph[number].seconds)
      lowestGeneration = min(lowestGeneration, graph[number].generation)
      // Its descendants have higher generations; all but the rest of this batch left the queue.
      if graph[number].generation != CommitGraph.Node.infiniteGeneration, graph.hasGenerations {
        listener?.takeWanted(number)
      }
      return
    }
    for parent in graph.parents(of: number) { hide(parent) }
  }

  private var isOpen: Bool {
    if wantedInQueue > 0 { return true }
    guard !wanted.isEmpty, let next = queue.highest else { return false }
    if graph.hasGenerations {
      return next == CommitGraph.Node.infiniteGeneration || next > lowestGeneration
    }
    return next > oldestSeconds - skewSeconds
  }

  /// Hides a commit and those of its ancestors that were visited.
  private mutating func hide(_ number: Int) {
    var pending = [number]
    while let number = pending.popLast() {
      guard !marks[number].contains(.hidden) else { continue }
      marks[number].insert(.hidden)
      if marks[number].contains(.queued) { wantedInQueue -= 1 }
      if marks[number].contains(.seen) { pending += graph.parents(of: number) }
    }
  }
}
