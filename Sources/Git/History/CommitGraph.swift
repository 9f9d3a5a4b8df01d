import Platform
import Release

/// The part of history that was visited: commits, numbered in the order of discovery, and their
/// parents. These come from the commit-graph file where it has the commit, else from the commit's
/// object; no object is read twice for them.
final class CommitGraph {
  struct Node {
    let id: ObjectID
    /// The committer's time.
    var seconds = 0
    /// Git's generation number, version 2: greater than that of every ancestor; infinite where the
    /// commit-graph file does not have it.
    var generation = Self.infiniteGeneration
    /// The commit's position in the commit-graph file; -1 where the file does not have it.
    let position: Int32
    var isRead = false
    fileprivate var firstParent: Int32 = 0
    fileprivate var parentCount: Int32 = 0

    static let infiniteGeneration = Int.max
    /// Times are limited to it, so that adding and doubling them cannot overflow.
    static let latestSeconds = 1 << 40
  }

  private(set) var nodes: [Node] = []
  private var links: [Int32] = []
  private let file: CommitGraphFile?
  /// The numbers of commits, by their positions in the file.
  private var numbersByPosition: [Int32]
  private var numbers: [ObjectID: Int32] = [:]
  /// Commits whose parents a shallow clone does not have.
  private let cutOff: Set<ObjectID>
  private let reader: CommitReader

  init(_ repository: Repository) throws(Problem) {
    reader = CommitReader(repository: repository.gitDirectory, packs: repository.packs)
    cutOff = try repository.cutOffCommits()
    file = cutOff.isEmpty ? try repository.commitGraphFile() : nil
    numbersByPosition = [Int32](repeating: -1, count: file?.count ?? 0)
    nodes.reserveCapacity(file?.count ?? 0)
  }

  /// Releases the memory that the mapped file occupies.
  func rest() { file?.rest() }

  /// Whether the file has the generation of each of its commits.
  var hasGenerations: Bool { file?.hasCorrectedDates ?? false }

  subscript(_ number: Int) -> Node { nodes[number] }

  /// Whether the commit-graph file has the object, which is then a commit.
  func isInFile(_ id: ObjectID) -> Bool { file?.number(of: id) != nil }

  /// The number of a commit, without reading its object.
  func number(of id: ObjectID) -> Int {
    if let known = numbers[id] { return Int(known) }
    if let position = file?.number(of: id) { return number(at: position, id) }
    numbers[id] = Int32(nodes.count)
    return add(id, position: -1)
  }

  /// The parents of a commit that was read, each once.
  func parents(of number: Int) -> Parents {
    let node = nodes[number]
    return Parents(graph: self, index: Int(node.firstParent), count: Int(node.parentCount))
  }

  /// The numbers of a commit's parents, not copied, because a walk needs them constantly.
  struct Parents: Sequence, IteratorProtocol {
    fileprivate let graph: CommitGraph
    fileprivate var index: Int
    fileprivate var count: Int

    mutating func next() -> Int? {
      guard count > 0 else { return nil }
      defer { (index, count) = (index + 1, count - 1) }
      return Int(graph.links[index])
    }
  }

  /// Reads the parents and times of commits.
  ///
  /// - Parameter wantsText: for which commits to return the text, if the object is read.
  /// - Returns: those texts, with the commits' numbers.
  func read(
    _ numbers: [Int], wantsText: (Int) -> Bool = { _ in false }
  ) throws(Problem) -> [(number: Int, text: [UInt8])] {
    var requests: [CommitReader.Request] = []
    var requested: [Int] = []
    do throws(Problem) {
      for number in numbers where !nodes[number].isRead {
        if nodes[number].position >= 0 {
          try readFile(number)
        } else {
          nodes[number].isRead = true
          requested.append(number)
          requests.append(.init(id: nodes[number].id, wantsText: wantsText(number)))
        }
      }
      return store(try reader.read(requests), of: requested)
    } catch {
      // The next caller must not take them for root commits.
      for number in requested { nodes[number].isRead = false }
      throw error
    }
  }

  private func store(
    _ responses: [CommitReader.Response], of requested: [Int]
  ) -> [(number: Int, text: [UInt8])] {
    var texts: [(Int, [UInt8])] = []
    for (number, response) in zip(requested, responses) {
      store(response.link, of: number)
      if let text = response.text { texts.append((number, text)) }
    }
    return texts
  }

  private func store(_ link: CommitLink, of number: Int) {
    nodes[number].seconds = min(link.seconds, Node.latestSeconds)
    nodes[number].firstParent = Int32(links.count)
    guard !cutOff.contains(nodes[number].id) else { return }
    for parent in link.parents { self.link(number, to: self.number(of: parent)) }
  }

  private func readFile(_ number: Int) throws(Problem) {
    guard let file, let (layer, position) = file.position(of: Int(nodes[number].position)) else {
      return
    }
    nodes[number].seconds = layer.seconds(position)
    nodes[number].generation = layer.correctedSeconds(position) ?? Node.infiniteGeneration
    nodes[number].firstParent = Int32(links.count)
    nodes[number].parentCount = 0
    let isComplete = layer.forEachParent(position) { parent in
      guard let (layer, position) = file.position(of: parent) else { return false }
      link(number, to: self.number(at: parent, layer.id(position)))
      return true
    }
    guard isComplete else {
      throw Problem(
        .badData, "the commit-graph file is damaged at commit \(nodes[number].id)",
        hint: "git commit-graph write --reachable")
    }
    nodes[number].isRead = true
  }

  private func add(_ id: ObjectID, position: Int) -> Int {
    nodes.append(Node(id: id, position: Int32(position)))
    return nodes.count - 1
  }

  private func number(at position: Int, _ id: @autoclosure () -> ObjectID) -> Int {
    if numbersByPosition[position] < 0 {
      numbersByPosition[position] = Int32(add(id(), position: position))
    }
    return Int(numbersByPosition[position])
  }

  private func link(_ number: Int, to parent: Int) {
    let first = Int(nodes[number].firstParent)
    for index in first..<first + Int(nodes[number].parentCount) where links[index] == parent {
      return
    }
    links.append(Int32(parent))
    nodes[number].parentCount += 1
  }
}
