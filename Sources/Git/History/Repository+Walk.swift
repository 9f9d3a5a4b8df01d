import CGit2
import Release

extension Repository {
  /// The commits reachable from `tips` and not from `hidden`, each once, children before their
  /// parents and else the newest first. `visit` returns false to stop. Memory grows with the links
  /// of the range, not with its messages. Throws `.badData` for a missing or corrupt commit.
  public func walk(
    from tips: [ObjectID], hiding hidden: [ObjectID] = [],
    _ visit: (Commit) throws(Problem) -> Bool
  ) throws(Problem) {
    var range = try RangeWalk(self, from: tips, hiding: hidden)
    try range.forEach { id throws(Problem) in try visit(commit(id)) }
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

  /// Whether `other` contains `id`; a commit contains itself.
  public func isAncestor(_ id: ObjectID, of other: ObjectID) throws(Problem) -> Bool {
    var search = try AncestorSearch(self, id, other)
    return try search.run()
  }

  /// What a walk needs of one commit.
  func link(of id: ObjectID) throws(Problem) -> CommitLink {
    try parsed(id, GIT_OBJECT_COMMIT) { CommitLink($0) }
  }

  /// The commits whose parents a shallow clone does not have; libgit2 1.5 does not know them.
  func cutOffCommits() throws(Problem) -> Set<ObjectID> {
    guard isShallow, let bytes = try readFile(commonDirectory + "/shallow") else { return [] }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    return Set(lines.compactMap { ObjectID(hex: String(decoding: $0, as: UTF8.self)) })
  }

  func isCutOff(_ id: ObjectID) throws(Problem) -> Bool { try cutOffCommits().contains(id) }
}
