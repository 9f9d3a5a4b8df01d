import Platform
import Release

extension DeploymentRun {
  /// Runs revert scripts, the latest migration first: what this deployment applied, or in a
  /// rollback what the one before did.
  mutating func revert() throws(DeploymentInterruption) {
    try reopenForWayBack()
    for index in targets.indices {
      try failing { () throws(Problem) in
        try targets[index].requireReverts(of: migrationsToRevert(index))
      }
    }
    for index in targets.indices.reversed() { try revert(target: index) }
    if hasRunCommands { log.note("what commands did is not undone") }
  }

  private mutating func revert(target index: Int) throws(DeploymentInterruption) {
    deployment.targets[index].state = .reverting
    for migration in migrationsToRevert(index) { try revert(migration, index) }
    try noteSchemaAfter(index)
    // Where it applied nothing, it is not to blame for what others did.
    if deployment.action == .deploy, deployment.targets[index].isChanged,
      let before = deployment.targets[index].schemaBefore
    {
      try requireSchema(before, index)
      log.note("\(targets[index].target.name): the schema is as it was before")
    }
    deployment.targets[index].state = .reverted
  }

  private func migrationsToRevert(_ index: Int) -> [String] {
    let record = deployment.targets[index]
    let all = deployment.action == .deploy ? record.applied : record.migrations
    let done = Set(record.reverted)
    return all.reversed().filter { !done.contains($0) }
  }

  private mutating func revert(_ id: String, _ index: Int) throws(DeploymentInterruption) {
    let target = targets[index]
    let mended = plan.revertScripts[target.packaged.script(.revert, of: id)]
    try before("revert \(target.target.name) \(id)")
    let source = mended.map { " by the script of \($0.tag)" } ?? ""
    log.note("\(target.target.name): reverting \(id)\(source)")
    try failing { () throws(Problem) in
      let effects = try target.migrate(.revert, id, limit) { () throws(Problem) in
        try target.database.forget(id, deployment: deployment.id, at: context.now())
      } accept: { effects throws(Problem) in
        try note(effects, index)
      }
      deployment.targets[index].reverted.append(id)
      for rows in effects.lost { deployment.targets[index].rowsLost.add(rows) }
    }
    try after("revert \(target.target.name) \(id)")
  }

  mutating func noteSchemaAfter(_ index: Int) throws(DeploymentInterruption) {
    deployment.targets[index].schemaAfter = try failing { () throws(Problem) in
      try context.sha256(Array(targets[index].database.schema().utf8))
    }
  }

  /// - Throws: what differs, as far as the schema of before is still known.
  func requireSchema(_ expected: Digest, _ index: Int) throws(DeploymentInterruption) {
    try failing { () throws(Problem) in
      let after = try targets[index].database.schema()
      if try context.sha256(Array(after.utf8)) == expected { return }
      let before = try textOfSchemaBefore(index, expected)
      let difference = before.map { ": " + schemaDifference(before: $0, after: after) } ?? ""
      throw Problem(
        .refused,
        "\(targets[index].target.name): the schema is not what it was before\(difference)")
    }
  }

  /// From this run, or from the backup.
  private func textOfSchemaBefore(_ index: Int, _ digest: Digest) throws(Problem) -> String? {
    var text = targets[index].schemaBefore
    if text == nil, let backup = deployment.targets[index].backup, exists(backup) {
      text = try SQLiteDatabase(
        path: backup, access: .read, lockSeconds: environment.limits.lockSeconds
      ).schema()
    }
    guard let text, try context.sha256(Array(text.utf8)) == digest else { return nil }
    return text
  }
}
