import Release

/// Finds the commits that are reachable from some commits and not from others, newest first, and
/// no older than it must: as `git rev-list` does it, in `limit_list`.
struct RangeWalk {
  /// How far clocks may be wrong: hidden history is followed this far behind the oldest commit
  /// that is wanted. Git follows five commits.
  private static let skewSeconds = 86_400

  private var graph: CommitGraph
  private var queue = PriorityQueue()
  private var wanted: [Int] = []
  private var wantedInQueue = 0
  private var oldestSeconds = Int.max

  init(
    _ repository: Repository, from tips: [ObjectID], hiding hidden: [ObjectID]
  ) throws(Problem) {
    graph = try CommitGraph(repository)
    for id in hidden {
      let number = graph.number(of: id)
      graph[number].isHidden = true
      try enqueue(number)
    }
    for id in tips { try enqueue(graph.number(of: id)) }
    try paint()
  }

  /// Children before parents; among those that may come next, the newest.
  mutating func forEach(
    _ visit: (ObjectID) throws(Problem) -> Bool
  ) throws(Problem) {
    wanted.removeAll { graph[$0].isHidden }
    for number in wanted { graph[number].isWanted = true }
    for number in wanted {
      for parent in graph[number].parents { graph[parent].children += 1 }
    }
    var ready = PriorityQueue()
    for number in wanted where graph[number].children == 0 {
      ready.put(number, seconds: graph[number].seconds)
    }
    while let number = ready.take() {
      guard try visit(graph[number].id) else { return }
      for parent in graph[number].parents {
        graph[parent].children -= 1
        if graph[parent].children == 0, graph[parent].isWanted {
          ready.put(parent, seconds: graph[parent].seconds)
        }
      }
    }
  }

  private mutating func enqueue(_ number: Int) throws(Problem) {
    guard !graph[number].isRead else { return }
    try graph.read(number)
    graph[number].isQueued = true
    if !graph[number].isHidden { wantedInQueue += 1 }
    queue.put(number, seconds: graph[number].seconds)
  }

  private mutating func paint() throws(Problem) {
    while isOpen, let number = queue.take() {
      graph[number].isQueued = false
      if !graph[number].isHidden {
        wantedInQueue -= 1
        wanted.append(number)
        oldestSeconds = min(oldestSeconds, graph[number].seconds)
      }
      for parent in graph[number].parents {
        if graph[number].isHidden { hide(parent) }
        try enqueue(parent)
      }
    }
  }

  private var isOpen: Bool {
    if wantedInQueue > 0 { return true }
    guard !wanted.isEmpty, let newest = queue.newestSeconds else { return false }
    return newest > oldestSeconds - Self.skewSeconds
  }

  /// Hides a commit and what is known of its ancestors.
  private mutating func hide(_ number: Int) {
    var pending = [number]
    while let number = pending.popLast() {
      guard !graph[number].isHidden else { continue }
      graph[number].isHidden = true
      if graph[number].isQueued { wantedInQueue -= 1 }
      pending += graph[number].parents
    }
  }
}
