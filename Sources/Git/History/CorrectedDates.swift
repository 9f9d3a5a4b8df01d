/// The times of commits, each pushed past those of all its ancestors: from the commit-graph file
/// where that says so, else from what was read of history, which goes about as far back as clocks
/// are wrong.
struct CorrectedDates {
  private let graph: CommitGraph
  private var known: [Int: Int] = [:]
  private var entered: Set<Int> = []

  init(_ graph: CommitGraph) { self.graph = graph }

  mutating func seconds(of number: Int) -> Int {
    var pending = [number]
    while let next = pending.last {
      if known[next] == nil, entered.insert(next).inserted {
        pending += below(next).filter { !entered.contains($0) }
      } else {
        known[next] = known[next] ?? computed(next)
        pending.removeLast()
      }
    }
    return known[number] ?? graph[number].seconds
  }

  /// The commits that the time of this one is computed from.
  private func below(_ number: Int) -> [Int] {
    isInFile(number) ? [] : Array(graph.parents(of: number))
  }

  private func computed(_ number: Int) -> Int {
    if isInFile(number) { return graph[number].reach }
    return below(number).reduce(graph[number].seconds) { max($0, (known[$1] ?? 0) + 1) }
  }

  private func isInFile(_ number: Int) -> Bool {
    graph.hasReach && graph[number].reach < 1 << 62
  }
}
