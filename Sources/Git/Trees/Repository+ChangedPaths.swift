import Release

extension Repository {
  /// The paths that a commit changed against its first parent, sorted by bytes; of a root commit,
  /// all of them. Only trees are read; a rename is a removal and an addition.
  public func changedPaths(in commit: ObjectID) throws(Problem) -> [String] {
    try changedPaths(from: firstParent(of: self.commit(commit)), to: commit)
  }

  /// The paths that differ between two commits or trees, sorted by bytes; `nil` stands for the
  /// empty tree.
  public func changedPaths(from old: ObjectID?, to new: ObjectID) throws(Problem) -> [String] {
    var paths: Set<[UInt8]> = []
    let comparison = TreeComparison(repository: self, enters: { _ in true }) { path in
      paths.insert(path)
      return true
    }
    let oldTree = try old.map { old throws(Problem) in try tree(of: old) }
    _ = try comparison.run(oldTree, tree(of: new))
    var result: [String] = []
    for path in paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      result.append(try utf8(path))
    }
    return result
  }

  /// Whether a commit changed, against its first parent, one of the paths that are looked for.
  ///
  /// - Parameter folders: whether to look into a folder. Nothing else of the trees is read.
  public func changes(
    in commit: ObjectID, anyOf paths: (Path) -> Bool, below folders: (Path) -> Bool
  ) throws(Problem) -> Bool {
    let commit = try self.commit(commit)
    let before = try firstParent(of: commit).map { parent throws(Problem) in
      try self.commit(parent).tree
    }
    return try withoutActuallyEscaping(paths) { paths throws(Problem) in
      try withoutActuallyEscaping(folders) { folders throws(Problem) in
        let comparison = TreeComparison(repository: self) { folder in
          folders(Path(String(decoding: folder, as: UTF8.self)))
        } take: { path in
          !paths(Path(String(decoding: path, as: UTF8.self)))
        }
        return try !comparison.run(before, commit.tree)
      }
    }
  }

  /// Nil for a commit that has none, or none in this clone.
  private func firstParent(of commit: Commit) throws(Problem) -> ObjectID? {
    try isCutOff(commit.id) ? nil : commit.parents.first
  }
}
