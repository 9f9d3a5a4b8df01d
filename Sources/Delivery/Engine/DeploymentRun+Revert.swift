import Release

extension DeploymentRun {
  /// Runs revert scripts, the latest change first: what this deployment applied, or in a rollback
  /// what the one before did.
  mutating func revert() throws(DeploymentInterruption) {
    for index in targets.indices {
      try failing { () throws(Problem) in try requireReverts(index, of: changesToRevert(index)) }
    }
    for index in targets.indices.reversed() {
      let name = targets[index].target.name
      deployment.targets[index].state = .reverting
      for change in changesToRevert(index) { try revert(change, index) }
      try noteSchemaAfter(index)
      if deployment.action == .deploy, let before = deployment.targets[index].schemaBefore {
        try requireSchema(before, index)
        log.note("\(name): the schema is as it was before")
      }
      deployment.targets[index].state = .reverted
    }
    if hasRunCommands { log.note("what commands did is not undone") }
  }

  private func changesToRevert(_ index: Int) -> [String] {
    let record = deployment.targets[index]
    let all = deployment.action == .deploy ? record.applied : record.changes
    return all.reversed().filter { !record.reverted.contains($0) }
  }

  private mutating func revert(_ id: String, _ index: Int) throws(DeploymentInterruption) {
    let target = targets[index]
    try before("revert \(target.target.name) \(id)")
    log.note("\(target.target.name): reverting \(id)")
    try failing { () throws(Problem) in
      try target.database.migrate { () throws(Problem) in
        try target.run(.revert, of: id, limit)
        try target.database.forget(id)
      } accept: { lost in
        for rows in lost { log.note("\(target.target.name): \(rows)") }
      }
      deployment.targets[index].reverted.append(id)
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
    if text == nil, let backup = deployment.targets[index].backup, fileExists(backup) {
      text = try SQLiteDatabase(
        path: backup, access: .read, lockSeconds: environment.limits.lockSeconds
      ).schema()
    }
    guard let text, try context.sha256(Array(text.utf8)) == digest else { return nil }
    return text
  }
}
