import Platform
import Release

extension Repository {
  /// The commits reachable from `tips` and not from `hidden`, each once, children before their
  /// parents and otherwise the newest first. `visit` returns false to stop. Memory grows with the
  /// number of commits, not with their messages. Throws `.badData` for a missing or corrupt commit.
  public func walk(
    from tips: [ObjectID], hiding hidden: [ObjectID] = [],
    _ visit: (Commit) throws(Problem) -> Bool
  ) throws(Problem) {
    let graph = try graph()
    var range = try RangeWalk(graph, from: tips, hiding: hidden)
    try range.forEach { number throws(Problem) in try visit(commit(graph[number].id)) }
  }

  /// All commits that `walk(from:hiding:_:)` visits.
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

  /// A commit and all that come before it.
  public func ancestors(of tip: ObjectID) throws(Problem) -> Set<ObjectID> {
    let graph = try graph()
    var range = try RangeWalk(graph, from: [tip], hiding: [])
    var result: Set<ObjectID> = []
    try range.forEach { number throws(Problem) in
      result.insert(graph[number].id)
      return true
    }
    return result
  }

  /// As `walk(from:hiding:_:)`, the commits parsed and converted in batches, on all processors
  /// while the walk goes on.
  ///
  /// - Parameter convert: returns one value for each commit of a batch, in order.
  public func search<Value: Sendable>(
    from tips: [ObjectID], hiding hidden: [ObjectID] = [],
    convert: @escaping @Sendable ([FoundCommit]) -> [Value]
  ) throws(Problem) -> Search<Value> {
    let graph = try graph()
    let parser = CommitParser(repository: gitDirectory, packs: packs, convert: convert)
    var requests = RequestNumbers()
    func request(_ number: Int, _ text: [UInt8]?) {
      requests[number] = parser.add(CommitRequest(id: graph[number].id, text: text))
    }
    var range = try RangeWalk(
      graph, from: tips, hiding: hidden,
      listener: .init(takeText: { request($0, $1) }, takeWanted: { request($0, nil) }))
    var search = Search(repository: self, parser: parser)
    try range.forEach { number in
      if requests[number] < 0 { request(number, nil) }
      search.found.numbers.append(number)
      search.requests.append(requests[number])
      return true
    }
    return search
  }

  /// As `walk(from:hiding:_:)`, without parsing the commits.
  public func find(from tips: [ObjectID], hiding hidden: [ObjectID]) throws(Problem) -> Found {
    var range = try RangeWalk(graph(), from: tips, hiding: hidden)
    var found = Found()
    try range.forEach { number in
      found.numbers.append(number)
      return true
    }
    return found
  }

  /// The commits of one or two searches, with their parents.
  public func ancestry(of found: Found, and others: Found? = nil) throws(Problem) -> Ancestry {
    let graph = try graph()
    let numbers = found.numbers + (others?.numbers ?? [])
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

  /// When commits were committed, in seconds since 1970, each corrected to be later than those of
  /// its ancestors that are known.
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

/// A finished walk whose commits may still be being parsed.
public struct Search<Value: Sendable>: ~Copyable {
  public fileprivate(set) var found = Found()
  /// For each commit of `found` the number of its request.
  fileprivate var requests: [Int] = []
  private let repository: Repository
  private let parser: CommitParser<Value>

  fileprivate init(repository: Repository, parser: CommitParser<Value>) {
    self.repository = repository
    self.parser = parser
  }

  /// Waits until all commits are converted.
  ///
  /// - Returns: their values, in the order of `found`.
  /// - Throws: `.badData` for a missing or corrupt commit.
  public consuming func finish() throws(Problem) -> [Value] {
    let batches = try parser.finish()
    repository.rest()
    let locations = batches.indices.flatMap { batch in
      batches[batch].indices.map { (batch: batch, index: $0) }
    }
    return requests.map { request in
      let (batch, index) = locations[request]
      return batches[batch][index]
    }
  }
}

/// The commits that a walk found, newest first.
public struct Found {
  /// Their numbers in the commit graph.
  fileprivate(set) var numbers: [Int] = []
}

/// The numbers of requests, by the numbers of their commits; -1 where there is none yet.
private struct RequestNumbers {
  private var requests: [Int32] = []

  subscript(_ number: Int) -> Int {
    get { number < requests.count ? Int(requests[number]) : -1 }
    set {
      let missing = number + 1 - requests.count
      if missing > 0 { requests += repeatElement(-1, count: missing) }
      requests[number] = Int32(newValue)
    }
  }
}
