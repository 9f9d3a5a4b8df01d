import Git
import Release
import Trust

extension Reviewer {
  /// Every migration that is new for an environment, or since the previous release, and what
  /// is risky about it.
  mutating func lookAtDatabases(_ package: Package, _ context: EnvironmentReviewer) throws(Problem)
  {
    let before = try package.previous.flatMap { previous throws(Problem) in
      try context.package(previous.tag)
    }
    for database in package.databases {
      let old = before?.databases.first { $0.name == database.name }?.migrations ?? []
      for change in database.migrations {
        let released = old.first { $0.id == change.id }
        let name = "\(database.name)/\(change.id)"
        let missingIn = review.environments.filter {
          $0.news?.migrations.contains(name) ?? false
        }
        guard released?.scripts.deploy.sha256 != change.scripts.deploy.sha256 || !missingIn.isEmpty
        else { continue }
        review.migrations.append(
          ReviewedMigration(
            database: database.name, id: change.id,
            isReworked: released.map { $0.scripts.deploy.sha256 != change.scripts.deploy.sha256 }
              ?? false,
            newFor: missingIn.map(\.name), scripts: try scripts(of: change)))
        try lookAtRisk(of: change, database, isReworked: review.migrations.last?.isReworked)
      }
    }
  }

  private func scripts(
    of change: Migration
  ) throws(Problem) -> [ReviewedMigration.Script] {
    var result: [ReviewedMigration.Script] = []
    for (kind, script) in change.scripts.all {
      let path = script.path.text
      let bytes = try repository.file(at: path, in: tag.commit) ?? []
      guard try Digest.sha256(bytes) == script.sha256 else {
        throw Problem(.badData, "\(quoted(path)) is not what \(tag.name) packages")
      }
      result.append(
        .init(
          name: kind.rawValue, path: path, sha256: script.sha256,
          text: String(decoding: bytes, as: UTF8.self)))
    }
    return result
  }

  private mutating func lookAtRisk(
    of change: Migration, _ database: PackagedDatabase, isReworked: Bool?
  ) throws(Problem) {
    let deploy = change.scripts.deploy.path.text
    let folder = "\(database.path)/\(change.id)"
    if change.scripts.revert == nil {
      try find(
        .revert, "\(folder) has no revert.sql: it cannot be taken back", at: deploy, line: 1,
        command: "$EDITOR \(folder)/revert.sql")
    }
    if change.scripts.verify == nil {
      try find(
        .verify, "\(folder) has no verify.sql: nothing shows that it worked", at: deploy, line: 1,
        command: "$EDITOR \(folder)/verify.sql")
    }
    if isReworked == true {
      try find(
        .rework, "\(deploy) was edited after it was released: a target that has it refuses it",
        at: deploy, line: 1, command: "git log -- \(deploy)")
    }
  }
}
