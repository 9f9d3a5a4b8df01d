/// The times of commits, each corrected to be later than those of all its ancestors: from the
/// commit-graph file where it has them, else computed from the commits that were read, which go
/// back about as far as the clocks were wrong.
struct CorrectedDates {
  private let graph: CommitGraph
  /// Indexed by commit number.
  private var known: [Int?]
  private var isEntered: [Bool]

  init(_ graph: CommitGraph) {
    self.graph = graph
    known = Array(repeating: nil, count: graph.nodes.count)
    isEntered = Array(repeating: false, count: graph.nodes.count)
  }

  mutating func seconds(of number: Int) -> Int {
    var pending = [number]
    while let next = pending.last {
      if isEntered[next] {
        known[next] = known[next] ?? computed(next)
        pending.removeLast()
      } else {
        isEntered[next] = true
        enter(next, &pending)
      }
    }
    return known[number] ?? graph[number].seconds
  }

  /// Pushes the commits from which the time of this one is computed.
  private func enter(_ number: Int, _ pending: inout [Int]) {
    guard !isInFile(number) else { return }
    for parent in graph.parents(of: number) where !isEntered[parent] { pending.append(parent) }
  }

  private func computed(_ number: Int) -> Int {
    if isInFile(number) { return graph[number].generation }
    var result = graph[number].seconds
    for parent in graph.parents(of: number) { result = max(result, (known[parent] ?? 0) + 1) }
    return result
  }

  private func isInFile(_ number: Int) -> Bool {
    graph.hasGenerations && graph[number].generation < 1 << 62
  }
}
