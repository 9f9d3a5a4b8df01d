import CGit2
import Release

extension Repository {
  /// All files, links and submodules of a commit or tree, or those at and below `path`, in Git's
  /// order. No blob is read. Throws `.badData` for a path that is not UTF-8.
  public func treeEntries(
    of commitOrTree: ObjectID, under path: String? = nil
  ) throws(Problem) -> [TreeEntry] {
    let root = try tree(of: commitOrTree)
    guard let path, !path.isEmpty else {
      var result: [TreeEntry] = []
      try collect(root, [], depth: 0, into: &result)
      return result
    }
    guard let item = try item(at: path, in: root) else { return [] }
    var result: [TreeEntry] = []
    try collect(item, at: Array(path.utf8), depth: 0, into: &result)
    return result
  }

  /// The file, link or submodule at a path; nil when there is none, or a folder.
  public func entry(at path: String, in commit: ObjectID) throws(Problem) -> TreeEntry? {
    guard let item = try item(at: path, in: tree(of: commit)), case .file(let mode) = item.kind
    else { return nil }
    return TreeEntry(path: path, mode: mode, id: item.id)
  }

  /// The bytes of a file of a commit; nil when it has none at that path.
  public func file(at path: String, in commit: ObjectID) throws(Problem) -> [UInt8]? {
    guard let entry = try entry(at: path, in: commit), entry.mode != .submodule else { return nil }
    return try blob(entry.id)
  }

  /// The tree of a commit, or the tree itself.
  func tree(of id: ObjectID) throws(Problem) -> ObjectID {
    try kind(of: id) == GIT_OBJECT_COMMIT ? try commit(id).tree : id
  }

  func items(_ tree: ObjectID) throws(Problem) -> [TreeItem] {
    var reader = try reader(of: tree)
    var result: [TreeItem] = []
    while let item = try reader.next() { result.append(item) }
    return result
  }

  func reader(of tree: ObjectID) throws(Problem) -> TreeReader {
    try parsed(tree, GIT_OBJECT_TREE) { text in
      TreeReader(tree, text.withUnsafeBufferPointer { Array($0) })
    }
  }

  private func item(at path: String, in root: ObjectID) throws(Problem) -> TreeItem? {
    var item = TreeItem(kind: .directory, name: [], id: root)
    let parts = Array(path.utf8).split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for part in parts {
      guard item.isDirectory, let next = try items(item.id).first(where: { $0.name == part })
      else { return nil }
      item = next
    }
    return item
  }

  private func collect(
    _ tree: ObjectID, _ prefix: [UInt8], depth: Int, into result: inout [TreeEntry]
  ) throws(Problem) {
    guard depth < maximumDepth else {
      throw Problem(.badData, "the tree \(tree) is nested deeper than \(maximumDepth) folders")
    }
    for item in try items(tree) {
      try collect(item, at: prefix + item.name, depth: depth, into: &result)
    }
  }

  private func collect(
    _ item: TreeItem, at path: [UInt8], depth: Int, into result: inout [TreeEntry]
  ) throws(Problem) {
    guard case .file(let mode) = item.kind else {
      return try collect(
        item.id, path + [UInt8(ascii: "/")], depth: depth + 1, into: &result)
    }
    guard result.count < maximumEntries else {
      throw Problem(.badData, "a tree with more than \(maximumEntries) files")
    }
    result.append(TreeEntry(path: try utf8(path), mode: mode, id: item.id))
  }
}

/// Deeper than any checkout can be on Linux, where a path has 4,096 bytes.
let maximumDepth = 2_048
/// A tree that names itself many times over would otherwise fill the memory.
private let maximumEntries = 2_000_000

func utf8(_ path: [UInt8]) throws(Problem) -> String {
  guard let text = String(validating: path, as: UTF8.self) else {
    let shown = String(decoding: path, as: UTF8.self)
    throw Problem(.badData, "the path \(quoted(shown)) is not UTF-8")
  }
  return text
}
