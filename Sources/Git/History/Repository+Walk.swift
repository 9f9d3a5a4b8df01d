import Platform
import Release

extension Repository {
  /// The commits reachable from `tips` and not from `hidden`, each once, children before their
  /// parents and else the newest first. `visit` returns false to stop. Memory grows with the links
  /// of the range, not with its messages. Throws `.badData` for a missing or corrupt commit.
  public func walk(
    from tips: [ObjectID], hiding hidden: [ObjectID] = [],
    _ visit: (Commit) throws(Problem) -> Bool
  ) throws(Problem) {
    let graph = try graph()
    var range = try RangeWalk(graph, from: tips, hiding: hidden)
    try range.forEach { number throws(Problem) in try visit(commit(graph[number].id)) }
  }

  /// As `walk(from:hiding:_:)`, all of them.
  public func commits(
    from tips: [ObjectID], hiding hidden: [ObjectID] = []
  ) throws(Problem) -> [Commit] {
    var result: [Commit] = []
    try walk(from: tips, hiding: hidden) { commit in
      result.append(commit)
      return true
    }
    return result
  }

  /// As `walk(from:hiding:_:)`, the commits handed out in batches, on other processors while the
  /// walk goes on, and in no order.
  ///
  /// - Parameter take: is given the ticket of a batch's first commit; the others' follow.
  public func search(
    from tips: [ObjectID], hiding hidden: [ObjectID] = [],
    take: @escaping @Sendable (Int, [FoundCommit]) -> Void
  ) throws(Problem) -> Search {
    let graph = try graph()
    let pool = CommitParserPool(repository: gitDirectory, packs: packs, take: take)
    var tickets = Tickets()
    func order(_ number: Int, _ text: [UInt8]?) {
      tickets[number] = pool.order(Order(id: graph[number].id, text: text))
    }
    var range = try RangeWalk(
      graph, from: tips, hiding: hidden,
      listener: .init(takeText: { order($0, $1) }, takeWanted: { order($0, nil) }))
    var search = Search(repository: self, pool: pool)
    try range.forEach { number in
      if tickets[number] < 0 { order(number, nil) }
      search.found.numbers.append(number)
      search.tickets.append(tickets[number])
      return true
    }
    return search
  }

  /// As `walk(from:hiding:_:)`, none of them read for what it says.
  public func find(from tips: [ObjectID], hiding hidden: [ObjectID]) throws(Problem) -> Found {
    var range = try RangeWalk(graph(), from: tips, hiding: hidden)
    var found = Found()
    try range.forEach { number in
      found.numbers.append(number)
      return true
    }
    return found
  }

  /// The commits that were found, and perhaps those beside them, with their links.
  public func ancestry(of found: Found, and beside: Found? = nil) throws(Problem) -> Ancestry {
    let graph = try graph()
    let numbers = found.numbers + (beside?.numbers ?? [])
    var positions = [Int32](repeating: -1, count: graph.nodes.count)
    for (position, number) in numbers.enumerated() { positions[number] = Int32(position) }
    var dates = CorrectedDates(graph)
    var result = Ancestry()
    result.reserveCapacity(numbers.count)
    for number in numbers {
      var inside: [Int32] = []
      var outside: [ObjectID] = []
      var latest = Int.min
      for parent in graph.parents(of: number) {
        let position = positions[parent]
        if position < 0 {
          outside.append(graph[parent].id)
          latest = max(latest, dates.seconds(of: parent))
        } else {
          inside.append(position)
        }
      }
      result.add(
        graph[number].id, seconds: graph[number].seconds, parents: inside, outside: outside,
        outsideSeconds: latest)
    }
    return result
  }

  /// When a commit was committed, in seconds since 1970.
  public func time(of id: ObjectID) throws(Problem) -> Int {
    let graph = try graph()
    let number = graph.number(of: id)
    _ = try graph.read([number])
    return graph[number].seconds
  }

  /// When commits were committed, in seconds since 1970, each pushed past what is known of its
  /// ancestors.
  public func correctedTimes(of ids: [ObjectID]) throws(Problem) -> [Int] {
    let graph = try graph()
    let numbers = ids.map { graph.number(of: $0) }
    _ = try graph.read(numbers)
    var dates = CorrectedDates(graph)
    return numbers.map { dates.seconds(of: $0) }
  }

  /// Whether `other` contains `id`; a commit contains itself.
  public func isAncestor(_ id: ObjectID, of other: ObjectID) throws(Problem) -> Bool {
    var search = try AncestorSearch(graph(), id, other)
    return try search.run()
  }

  /// The commits whose parents a shallow clone does not have; libgit2 1.5 does not know them.
  func cutOffCommits() throws(Problem) -> Set<ObjectID> {
    guard isShallow else { return [] }
    let bytes = try readFile(commonDirectory + "/shallow", limitBytes: 64 << 20) ?? []
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    return Set(lines.compactMap { ObjectID(hex: String(decoding: $0, as: UTF8.self)) })
  }

  func isCutOff(_ id: ObjectID) throws(Problem) -> Bool { try cutOffCommits().contains(id) }
}

/// A walk that is over, while commits that it found are still handed out.
public struct Search: ~Copyable {
  public fileprivate(set) var found = Found()
  fileprivate var tickets: [Int] = []
  private let repository: Repository
  private let pool: CommitParserPool

  fileprivate init(repository: Repository, pool: CommitParserPool) {
    self.repository = repository
    self.pool = pool
  }

  /// Waits until all were handed out.
  ///
  /// - Returns: the tickets of the commits, in the order in which they were found.
  /// - Throws: `.badData` for a missing or corrupt commit.
  public consuming func finish() throws(Problem) -> [Int] {
    try pool.finish()
    repository.rest()
    return tickets
  }
}

/// The commits that a walk found, newest first.
public struct Found {
  /// Their numbers in the commit graph.
  fileprivate(set) var numbers: [Int] = []
}

/// The numbers of orders, by the numbers of their commits; -1 where there is none yet.
private struct Tickets {
  private var tickets: [Int32] = []

  subscript(_ number: Int) -> Int {
    get { number < tickets.count ? Int(tickets[number]) : -1 }
    set {
      let missing = number + 1 - tickets.count
      if missing > 0 { tickets += repeatElement(-1, count: missing) }
      tickets[number] = Int32(newValue)
    }
  }
}
