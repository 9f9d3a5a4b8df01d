import Git
import Release

extension Repository {
  /// The migrations that one commit has and another does not, by their folders; no blob is read.
  func migrations(
    _ databases: [Database], in commit: ObjectID, since previous: ObjectID?
  ) throws(Problem) -> [MigrationSummary] {
    var result: [MigrationSummary] = []
    for database in databases {
      let scripts = try scripts(of: database, in: commit)
      let before = try previous.map { previous throws(Problem) in
        try self.scripts(of: database, in: previous)
      }
      for (change, names) in scripts.sorted(by: { Path($0.key) < Path($1.key) })
      where names.contains("deploy.sql") && before?[change] == nil {
        result.append(
          MigrationSummary(
            database: database.name, change: change, hasRevert: names.contains("revert.sql"),
            hasVerify: names.contains("verify.sql")))
      }
    }
    return result
  }

  /// The names of the scripts in each change's folder.
  private func scripts(
    of database: Database, in commit: ObjectID
  ) throws(Problem) -> [String: Set<String>] {
    var result: [String: Set<String>] = [:]
    let depth = database.path.parts.count
    for entry in try treeEntries(of: commit, under: database.path.text) {
      let rest = Path(entry.path).parts.dropFirst(depth)
      guard rest.count == 2, let folder = rest.first, let name = rest.last else { continue }
      result[String(folder), default: []].insert(String(name))
    }
    return result
  }
}
