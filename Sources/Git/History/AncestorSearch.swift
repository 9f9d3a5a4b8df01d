import Release

/// Decides exactly whether one commit contains another, whatever their dates: it follows the
/// parents of both until every commit left is an ancestor of both, like Git's
/// `paint_down_to_common`.
struct AncestorSearch {
  private struct Marks: OptionSet {
    let rawValue: UInt8
    static let ofAncestor = Marks(rawValue: 1)
    static let ofDescendant = Marks(rawValue: 2)
    static let both: Marks = [.ofAncestor, .ofDescendant]
  }

  private let graph: CommitGraph
  private var queue = PriorityQueue()
  private var marks: [Int: Marks] = [:]
  private var open: Set<Int> = []
  private let ancestor: Int

  init(
    _ graph: CommitGraph, _ ancestor: ObjectID, _ descendant: ObjectID
  ) throws(Problem) {
    self.graph = graph
    self.ancestor = graph.number(of: ancestor)
    try mark(self.ancestor, .ofAncestor)
    try mark(graph.number(of: descendant), .ofDescendant)
  }

  mutating func run() throws(Problem) -> Bool {
    while marks[ancestor] != .both, !open.isEmpty, let number = queue.take() {
      open.remove(number)
      for parent in graph.parents(of: number) { try mark(Int(parent), marks[number] ?? []) }
    }
    return marks[ancestor] == .both
  }

  /// Whether the commit-graph file rules it out: the generation of a commit is greater than that of
  /// every other commit it contains.
  private func cannotContainAncestor(_ number: Int) -> Bool {
    let (generation, needed) = (graph[number].generation, graph[ancestor].generation)
    return generation < needed
      || generation == needed && number != ancestor
        && generation != CommitGraph.Node.infiniteGeneration
  }

  private mutating func mark(_ number: Int, _ new: Marks) throws(Problem) {
    let old = marks[number] ?? []
    guard !old.isSuperset(of: new) else { return }
    let both = old.union(new)
    marks[number] = both
    _ = try graph.read([number])
    if cannotContainAncestor(number) { return }
    queue.put(number, rank: graph[number].seconds)
    if both == .both { open.remove(number) } else { open.insert(number) }
  }
}
