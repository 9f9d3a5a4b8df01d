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
    try find(from: tips, hiding: hidden) { $0 }.values
  }

  /// As `walk(from:hiding:_:)`, each commit as `make` turns it into a value, on other processors
  /// while the walk goes on.
  public func find<Value: Sendable>(
    from tips: [ObjectID], hiding hidden: [ObjectID] = [],
    as make: @escaping @Sendable (Commit) -> Value
  ) throws(Problem) -> Found<Value> {
    let graph = try graph()
    let workshop = Workshop(repository: gitDirectory, make: make)
    var orders: [Int: Int] = [:]
    var range = try RangeWalk(graph, from: tips, hiding: hidden) { number, text in
      orders[number] = workshop.take(Order(id: graph[number].id, text: text))
    }
    var found: [Int] = []
    var sequence: [Int] = []
    try range.forEach { number in
      found.append(number)
      sequence.append(
        orders[number] ?? workshop.take(Order(id: graph[number].id, text: nil)))
      return true
    }
    return Found(values: try workshop.deliver(sequence), numbers: found)
  }

  /// The commits that were found, and perhaps those beside them, with their links.
  public func ancestry<Value>(
    of found: Found<Value>, and beside: Found<Void>? = nil
  ) throws(Problem) -> Ancestry {
    let graph = try graph()
    let numbers = found.numbers + (beside?.numbers ?? [])
    var positions = [Int32](repeating: -1, count: graph.nodes.count)
    for (position, number) in numbers.enumerated() { positions[number] = Int32(position) }
    var result = Ancestry()
    result.reserveCapacity(numbers.count)
    for number in numbers {
      let parents = graph.parents(of: number).lazy.map { parent -> Ancestry.Parent in
        let position = positions[Int(parent)]
        return position < 0 ? .outside(graph[Int(parent)].id) : .inside(Int(position))
      }
      result.add(graph[number].id, seconds: graph[number].seconds, parents: parents)
    }
    return result
  }

  /// When commits were committed, in seconds since 1970.
  public func times(of ids: [ObjectID]) throws(Problem) -> [Int] {
    let graph = try graph()
    let numbers = ids.map { graph.number(of: $0) }
    _ = try graph.read(numbers)
    return numbers.map { graph[$0].seconds }
  }

  /// Whether `other` contains `id`; a commit contains itself.
  public func isAncestor(_ id: ObjectID, of other: ObjectID) throws(Problem) -> Bool {
    var search = try AncestorSearch(graph(), id, other)
    return try search.run()
  }

  /// The commits whose parents a shallow clone does not have; libgit2 1.5 does not know them.
  func cutOffCommits() throws(Problem) -> Set<ObjectID> {
    guard isShallow, let bytes = try readFile(commonDirectory + "/shallow") else { return [] }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    return Set(lines.compactMap { ObjectID(hex: String(decoding: $0, as: UTF8.self)) })
  }

  func isCutOff(_ id: ObjectID) throws(Problem) -> Bool { try cutOffCommits().contains(id) }
}

/// The commits that a walk found, newest first, as values.
public struct Found<Value: Sendable> {
  public let values: [Value]
  /// Their numbers in the commit graph.
  let numbers: [Int]
}
