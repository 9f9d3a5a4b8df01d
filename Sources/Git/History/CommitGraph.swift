import Release

/// The part of history that was looked at: links between commits, by numbers of its own. They come
/// from the commit-graph file where it holds the commit, else from the commit's object, and no
/// object is read for them twice.
final class CommitGraph {
  struct Node {
    let id: ObjectID
    /// The committer's time.
    var seconds = 0
    /// Greater than that of every ancestor; `unbounded` where the commit-graph file does not say.
    var reach = Self.unbounded
    /// Where the commit stands in the file; -1 when it does not.
    let place: Int32
    var isRead = false
    fileprivate var firstParent: Int32 = 0
    fileprivate var parentCount: Int32 = 0

    static let unbounded = Int.max
    /// Times are kept below it, so that they can be added and doubled.
    static let latestSeconds = 1 << 40
  }

  private(set) var nodes: [Node] = []
  private var links: [Int32] = []
  private let file: CommitGraphFile?
  /// The numbers of commits that stand in the file, by their place in it.
  private var numbersByPlace: [Int32]
  private var numbers: [ObjectID: Int32] = [:]
  /// Commits whose parents a shallow clone does not have.
  private let cutOff: Set<ObjectID>
  private let reader: CommitReader

  init(_ repository: Repository) throws(Problem) {
    reader = CommitReader(repository: repository.gitDirectory, packs: repository.packs)
    cutOff = try repository.cutOffCommits()
    file = cutOff.isEmpty ? try repository.commitGraphFile() : nil
    numbersByPlace = [Int32](repeating: -1, count: file?.count ?? 0)
    nodes.reserveCapacity(file?.count ?? 0)
  }

  /// Gives back the memory of the file.
  func rest() { file?.rest() }

  /// Whether the file tells of every commit in it how far it reaches.
  var hasReach: Bool { file?.hasCorrectedDates ?? false }

  subscript(_ number: Int) -> Node { nodes[number] }

  /// Whether the commit-graph file holds it: then it is a commit.
  func isInFile(_ id: ObjectID) -> Bool { file?.number(of: id) != nil }

  /// The number of a commit; its object is not read for it.
  func number(of id: ObjectID) -> Int {
    if let known = numbers[id] { return Int(known) }
    if let place = file?.number(of: id) { return number(at: place, id) }
    numbers[id] = Int32(nodes.count)
    return add(id, place: -1)
  }

  /// The parents of a commit that was read, each once.
  func parents(of number: Int) -> Parents {
    let node = nodes[number]
    return Parents(graph: self, place: Int(node.firstParent), count: Int(node.parentCount))
  }

  /// The numbers of a commit's parents, without a copy of them: a walk asks for them all the time.
  struct Parents: Sequence, IteratorProtocol {
    fileprivate let graph: CommitGraph
    fileprivate var place: Int
    fileprivate var count: Int

    mutating func next() -> Int? {
      guard count > 0 else { return nil }
      defer { (place, count) = (place + 1, count - 1) }
      return Int(graph.links[place])
    }
  }

  /// Reads the parents and times of commits.
  ///
  /// - Parameter wantsText: for which commits the text is wanted, should the object be read.
  /// - Returns: those texts, with the commits' numbers.
  func read(
    _ numbers: [Int], wantsText: (Int) -> Bool = { _ in false }
  ) throws(Problem) -> [(number: Int, text: [UInt8])] {
    var requests: [CommitReader.Request] = []
    var requested: [Int] = []
    do throws(Problem) {
      for number in numbers where !nodes[number].isRead {
        if nodes[number].place >= 0 {
          try readFile(number)
        } else {
          nodes[number].isRead = true
          requested.append(number)
          requests.append(.init(id: nodes[number].id, wantsText: wantsText(number)))
        }
      }
      return take(try reader.read(requests), of: requested)
    } catch {
      // A commit without parents would be the end of history to whoever asks next.
      for number in requested { nodes[number].isRead = false }
      throw error
    }
  }

  private func take(
    _ responses: [CommitReader.Response], of requested: [Int]
  ) -> [(number: Int, text: [UInt8])] {
    var texts: [(Int, [UInt8])] = []
    for (number, response) in zip(requested, responses) {
      take(response.link, of: number)
      if let text = response.text { texts.append((number, text)) }
    }
    return texts
  }

  private func take(_ link: CommitLink, of number: Int) {
    nodes[number].seconds = min(link.seconds, Node.latestSeconds)
    nodes[number].firstParent = Int32(links.count)
    guard !cutOff.contains(nodes[number].id) else { return }
    for parent in link.parents { self.link(number, to: self.number(of: parent)) }
  }

  private func readFile(_ number: Int) throws(Problem) {
    guard let file, let (layer, place) = file.place(of: Int(nodes[number].place)) else { return }
    nodes[number].seconds = layer.seconds(place)
    nodes[number].reach = layer.correctedSeconds(place) ?? Node.unbounded
    nodes[number].firstParent = Int32(links.count)
    nodes[number].parentCount = 0
    let isWhole = layer.forEachParent(place) { parent in
      guard let (layer, place) = file.place(of: parent) else { return false }
      link(number, to: self.number(at: parent, layer.id(place)))
      return true
    }
    guard isWhole else {
      throw Problem(
        .badData, "the commit-graph file is damaged where it tells of \(nodes[number].id)",
        hint: "git commit-graph write --reachable")
    }
    nodes[number].isRead = true
  }

  private func add(_ id: ObjectID, place: Int) -> Int {
    nodes.append(Node(id: id, place: Int32(place)))
    return nodes.count - 1
  }

  private func number(at place: Int, _ id: @autoclosure () -> ObjectID) -> Int {
    if numbersByPlace[place] < 0 { numbersByPlace[place] = Int32(add(id(), place: place)) }
    return Int(numbersByPlace[place])
  }

  private func link(_ number: Int, to parent: Int) {
    let first = Int(nodes[number].firstParent)
    for place in first..<first + Int(nodes[number].parentCount) where links[place] == parent {
      return
    }
    links.append(Int32(parent))
    nodes[number].parentCount += 1
  }
}
