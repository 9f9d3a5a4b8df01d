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
      let old = before?.databases.first { $0.name == database.name }?.changes ?? []
      for change in database.changes {
        let released = old.first { $0.id == change.id }
        let name = "\(database.name)/\(change.id)"
        let missingIn = review.environments.filter {
          $0.news?.migrations.contains(name) ?? false
        }
        guard released?.deploy != change.deploy || !missingIn.isEmpty else { continue }
        review.migrations.append(
          ReviewedMigration(
            database: database.name, id: change.id,
            isReworked: released.map { $0.deploy != change.deploy } ?? false,
            newFor: missingIn.map(\.name), scripts: try scripts(of: change, database)))
        try lookAtRisk(of: change, database, isReworked: review.migrations.last?.isReworked)
      }
    }
  }

  private func scripts(
    of change: Migration, _ database: PackagedDatabase
  ) throws(Problem) -> [ReviewedMigration.Script] {
    let parts = [("deploy", change.deploy), ("revert", change.revert), ("verify", change.verify)]
    var result: [ReviewedMigration.Script] = []
    for case (let name, let digest?) in parts {
      let path = database.script(name, of: change.id)
      let bytes = try repository.file(at: path.text, in: tag.commit) ?? []
      guard try Digest.sha256(bytes) == digest else {
        throw Problem(.badData, "\(quoted(path.text)) is not what \(tag.name) packages")
      }
      result.append(
        .init(
          name: name, path: path.text, sha256: digest, text: String(decoding: bytes, as: UTF8.self))
      )
    }
    return result
  }

  private mutating func lookAtRisk(
    of change: Migration, _ database: PackagedDatabase, isReworked: Bool?
  ) throws(Problem) {
    let deploy = database.script("deploy", of: change.id).text
    let folder = "\(database.path)/\(change.id)"
    if change.revert == nil {
      try find(
        .revert, "\(folder) has no revert.sql: it cannot be taken back", at: deploy, line: 1,
        command: "$EDITOR \(folder)/revert.sql")
    }
    if change.verify == nil {
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
