import Release

extension Repository {
  /// The paths that a commit changed against its first parent, sorted by bytes; of a root commit,
  /// all of them. Only trees are read; a rename is a removal and an addition.
  public func changedPaths(in commit: ObjectID) throws(Problem) -> [String] {
    let parents = try self.commit(commit).parents
    return try changedPaths(from: try isCutOff(commit) ? nil : parents.first, to: commit)
  }

  /// The paths that differ between two commits or trees, sorted by bytes; `nil` stands for the
  /// empty tree.
  public func changedPaths(from old: ObjectID?, to new: ObjectID) throws(Problem) -> [String] {
    var oldTree: ObjectID?
    if let old { oldTree = try tree(of: old) }
    var paths: Set<[UInt8]> = []
    try compare(oldTree, try tree(of: new), [], depth: 0, into: &paths)
    var result: [String] = []
    for path in paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      result.append(try utf8(path))
    }
    return result
  }

  private func compare(
    _ old: ObjectID?, _ new: ObjectID?, _ prefix: [UInt8], depth: Int,
    into paths: inout Set<[UInt8]>
  ) throws(Problem) {
    guard old != new else { return }
    guard depth < maximumDepth else { throw Problem(.badData, "a tree nested too deep") }
    var (left, right) = (try reader(or: old), try reader(or: new))
    while true {
      TreeReader.skipShared(&left, &right)
      let candidates = [try left.peek(), try right.peek()].compactMap(\.self)
      guard let item = candidates.min(by: TreeItem.precedes) else { return }
      let before = try next(of: &left, level: item)
      let after = try next(of: &right, level: item)
      guard before != after else { continue }
      let path = prefix + item.name
      if item.isDirectory {
        try compare(
          before?.id, after?.id, path + [UInt8(ascii: "/")], depth: depth + 1, into: &paths)
      } else {
        paths.insert(path)
      }
    }
  }

  private func reader(or tree: ObjectID?) throws(Problem) -> TreeReader {
    guard let tree else { return TreeReader(.zero, []) }
    return try reader(of: tree)
  }

  /// Takes the next item when it stands at the same place in Git's order.
  private func next(
    of reader: inout TreeReader, level item: TreeItem
  ) throws(Problem) -> TreeItem? {
    guard let first = try reader.peek(), first.name == item.name,
      first.isDirectory == item.isDirectory
    else { return nil }
    return try reader.next()
  }
}
