import Release

/// A file for a new tree.
public struct TreeFile: Hashable, Sendable {
  /// From the root, parts joined by `/`.
  public var path: String
  public var mode: FileMode
  /// A blob that was written before.
  public var id: ObjectID

  public init(path: String, mode: FileMode = .regular, id: ObjectID) {
    self.path = path
    self.mode = mode
    self.id = id
  }
}

extension NewObjects {
  /// A tree with exactly these files, and the trees of its folders. Throws `.badData` for a path
  /// that a checkout could not have, and for two files in one place.
  public mutating func addTree(_ files: [TreeFile]) throws(Problem) -> ObjectID {
    try edited(nil, setting: files, reading: { _ in [] }) { text throws(Problem) in
      try addTree(text)
    }
  }

  /// A repository's tree with these files added or replaced.
  mutating func addTree(
    _ files: [TreeFile], over base: ObjectID?, in repository: Repository
  ) throws(Problem) -> ObjectID {
    try edited(base, setting: files, reading: repository.items) { text throws(Problem) in
      try addTree(text)
    }
  }
}

/// A tree as `base` with these files added or replaced.
///
/// - Parameter write: takes the text of each new tree, those of folders first.
private func edited(
  _ base: ObjectID?, setting files: [TreeFile],
  reading items: (ObjectID) throws(Problem) -> [TreeItem],
  writing write: ([UInt8]) throws(Problem) -> ObjectID
) throws(Problem) -> ObjectID {
  var placed: [Placed] = []
  for file in files {
    let parts = Array(file.path.utf8).split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.allSatisfy({ isAllowed($0) && !$0.contains(0) && !isGitDirectory($0) }) else {
      throw Problem(.badData, "the path \(quoted(file.path)) cannot be in a tree")
    }
    placed.append(Placed(file: file, parts: parts[...]))
  }
  return try edited(base, placing: placed, items, write)
}

private func edited(
  _ base: ObjectID?, placing files: [Placed], _ read: (ObjectID) throws(Problem) -> [TreeItem],
  _ write: ([UInt8]) throws(Problem) -> ObjectID
) throws(Problem) -> ObjectID {
  var items: [ArraySlice<UInt8>: TreeItem] = [:]
  if let base {
    for item in try read(base) { items[item.name] = item }
  }
  for (name, group) in Dictionary(grouping: files, by: \.name) {
    if let leaf = group.first(where: { $0.parts.count == 1 }) {
      guard group.count == 1 else {
        throw Problem(.badData, "two files for one place: \(quoted(leaf.file.path))")
      }
      items[name] = TreeItem(kind: .file(leaf.file.mode), name: name, id: leaf.file.id)
    } else {
      let folder = items[name].flatMap { $0.isDirectory ? $0.id : nil }
      let tree = try edited(folder, placing: group.map(\.below), read, write)
      items[name] = TreeItem(kind: .directory, name: name, id: tree)
    }
  }
  return try write(treeText(Array(items.values)))
}

/// A file and what remains of its path.
private struct Placed {
  var file: TreeFile
  var parts: ArraySlice<ArraySlice<UInt8>>

  var name: ArraySlice<UInt8> { parts.first ?? [] }
  var below: Placed { Placed(file: file, parts: parts.dropFirst()) }
}

private func isGitDirectory(_ name: ArraySlice<UInt8>) -> Bool {
  name.count == 4 && name.map { $0 | 0x20 }.elementsEqual(".git".utf8)
}
