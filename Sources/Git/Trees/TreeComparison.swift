import Release

/// Walks through what differs between two trees, reading no more of them than it is asked to.
struct TreeComparison {
  let repository: Repository
  /// Whether the walk enters a folder in which something differs.
  let enters: (_ folder: [UInt8]) -> Bool
  /// Called for each path that differs, in no order; false ends the walk.
  let take: (_ path: [UInt8]) -> Bool

  func run(_ old: ObjectID?, _ new: ObjectID?) throws(Problem) {
    _ = try compare(old, new, [], depth: 0)
  }

  /// - Returns: false where the walk was ended.
  private func compare(
    _ old: ObjectID?, _ new: ObjectID?, _ prefix: [UInt8], depth: Int
  ) throws(Problem) -> Bool {
    guard old != new else { return true }
    guard depth < maximumDepth else { throw Problem(.badData, "a tree nested too deep") }
    var (left, right) = (try reader(or: old), try reader(or: new))
    while true {
      TreeReader.skipShared(&left, &right)
      let candidates = [try left.peek(), try right.peek()].compactMap(\.self)
      guard let item = candidates.min(by: TreeItem.precedes) else { return true }
      let before = try next(of: &left, level: item)
      let after = try next(of: &right, level: item)
      guard before != after else { continue }
      let path = prefix + item.name
      if !item.isDirectory {
        guard take(path) else { return false }
      } else if enters(path) {
        let folder = path + [UInt8(ascii: "/")]
        guard try compare(before?.id, after?.id, folder, depth: depth + 1) else { return false }
      }
    }
  }

  private func reader(or tree: ObjectID?) throws(Problem) -> TreeReader {
    guard let tree else { return TreeReader(.zero, []) }
    return try repository.reader(of: tree)
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
