import Release

extension Repository {
  /// The paths that a commit changed against its first parent, sorted by bytes; of a root commit,
  /// all of them. Only trees are read; a rename is a removal and an addition.
  public func changedPaths(in commit: ObjectID) throws(Problem) -> [String] {
    try changedPaths(from: parents(of: self.commit(commit)).first, to: commit)
  }

  /// The paths that differ between two commits or trees, sorted by bytes; `nil` stands for the
  /// empty tree.
  public func changedPaths(from old: ObjectID?, to new: ObjectID) throws(Problem) -> [String] {
    let oldTree = try old.map { old throws(Problem) in try tree(of: old) }
    let paths = try differences(oldTree, tree(of: new), among: Selection())
    var result: [String] = []
    for path in paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      result.append(try utf8(path))
    }
    return result
  }

  /// Paths that are looked for in trees.
  public struct Selection {
    let holds: (Path) -> Bool
    let entersFolder: (Path) -> Bool

    /// - Parameter folder: whether to look into a folder: nothing else of a tree is read.
    public init(
      _ holds: @escaping (Path) -> Bool = { _ in true },
      below folder: @escaping (Path) -> Bool = { _ in true }
    ) {
      self.holds = holds
      entersFolder = folder
    }
  }

  /// Whether a commit changed one of the selected paths: against its parent or, for a merge,
  /// against each of its parents.
  public func changes(in commit: ObjectID, _ selection: Selection) throws(Problem) -> Bool {
    let commit = try self.commit(commit)
    var changed: Set<[UInt8]>?
    let parents = try parents(of: commit)
    for parent in parents {
      let before = try self.commit(parent).tree
      let differing = try differences(
        before, commit.tree, among: selection, atMost: parents.count == 1 ? 1 : .max)
      changed = changed?.intersection(differing) ?? differing
      if changed?.isEmpty == true { return false }
    }
    if changed != nil { return true }
    return try !differences(nil, commit.tree, among: selection, atMost: 1).isEmpty
  }

  private func differences(
    _ old: ObjectID?, _ new: ObjectID, among selection: Selection, atMost limit: Int = .max
  ) throws(Problem) -> Set<[UInt8]> {
    var paths: Set<[UInt8]> = []
    let comparison = TreeComparison(repository: self) { folder in
      selection.entersFolder(Path(String(decoding: folder, as: UTF8.self)))
    } take: { path in
      if selection.holds(Path(String(decoding: path, as: UTF8.self))) { paths.insert(path) }
      return paths.count < limit
    }
    try comparison.run(old, new)
    return paths
  }

  /// None of a commit whose parents this clone does not have.
  private func parents(of commit: Commit) throws(Problem) -> [ObjectID] {
    try isCutOff(commit.id) ? [] : commit.parents
  }
}
