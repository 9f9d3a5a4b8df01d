import Release

/// The part of history that a walk has seen: links between commits, no messages.
struct CommitGraph {
  struct Node {
    var id: ObjectID
    var parents: [Int] = []
    var seconds = 0
    var isRead = false
    var isHidden = false
    var isQueued = false
    var isWanted = false
    /// Children that are wanted and not visited yet.
    var children = 0
  }

  private(set) var nodes: [Node] = []
  private var numbers: [ObjectID: Int] = [:]
  private let repository: Repository
  /// Commits whose parents a shallow clone does not have.
  private let cutOff: Set<ObjectID>

  init(_ repository: Repository) throws(Problem) {
    self.repository = repository
    cutOff = try repository.cutOffCommits()
  }

  subscript(_ number: Int) -> Node {
    get { nodes[number] }
    _modify { yield &nodes[number] }
  }

  /// The number of a commit; its object is not read for it.
  mutating func number(of id: ObjectID) -> Int {
    if let known = numbers[id] { return known }
    nodes.append(Node(id: id))
    numbers[id] = nodes.count - 1
    return nodes.count - 1
  }

  /// Reads the commit's parents and time, once.
  mutating func read(_ number: Int) throws(Problem) {
    guard !nodes[number].isRead else { return }
    let id = nodes[number].id
    let link = try repository.link(of: id)
    nodes[number].isRead = true
    nodes[number].seconds = link.seconds
    guard !cutOff.contains(id) else { return }
    for parent in link.parents {
      let parent = self.number(of: parent)
      if !nodes[number].parents.contains(parent) { nodes[number].parents.append(parent) }
    }
  }
}
