import Release

/// Decides whether one commit contains another, exactly, whatever the clocks said: it follows both
/// until all that is left is known to both, as git's `paint_down_to_common` does.
struct AncestorSearch {
  private struct Marks: OptionSet {
    let rawValue: UInt8
    static let ofAncestor = Marks(rawValue: 1)
    static let ofDescendant = Marks(rawValue: 2)
    static let both: Marks = [.ofAncestor, .ofDescendant]
  }

  private var graph: CommitGraph
  private var queue = PriorityQueue()
  private var marks: [Int: Marks] = [:]
  private var open: Set<Int> = []
  private let ancestor: Int

  init(
    _ repository: Repository, _ ancestor: ObjectID, _ descendant: ObjectID
  ) throws(Problem) {
    graph = try CommitGraph(repository)
    self.ancestor = graph.number(of: ancestor)
    try mark(self.ancestor, .ofAncestor)
    try mark(graph.number(of: descendant), .ofDescendant)
  }

  mutating func run() throws(Problem) -> Bool {
    while marks[ancestor] != .both, !open.isEmpty, let number = queue.take() {
      open.remove(number)
      for parent in graph[number].parents { try mark(parent, marks[number] ?? []) }
    }
    return marks[ancestor] == .both
  }

  private mutating func mark(_ number: Int, _ new: Marks) throws(Problem) {
    let old = marks[number] ?? []
    guard !old.isSuperset(of: new) else { return }
    let both = old.union(new)
    marks[number] = both
    try graph.read(number)
    queue.put(number, seconds: graph[number].seconds)
    if both == .both { open.remove(number) } else { open.insert(number) }
  }
}
