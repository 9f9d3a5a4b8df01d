import Release

extension DeploymentRun {
  /// Opens and locks every target and finds out what is to be done; nothing is changed but
  /// relman's own tables.
  mutating func preflight() async throws(DeploymentInterruption) {
    try failing { () throws(Problem) in
      if environment.onFailure == .restore, environment.steps.backup == .none {
        throw Problem(
          .configuration, "\(environment.name): onFailure restore needs a backup, and it has none")
      }
    }
    targets = []
    for index in deployment.targets.indices { try preflight(index) }
    try await checkSteps()
  }

  private mutating func preflight(_ index: Int) throws(DeploymentInterruption) {
    let name = deployment.targets[index].name
    try before("open \(name)")
    try failing { () throws(Problem) in
      let isNew = deployment.action == .deploy && plan.recorded[name, default: []].isEmpty
      targets.append(try openAndLock(index, isNew ? .create : .write))
    }
    try after("open \(name)")
    try failing { () throws(Problem) in
      switch deployment.action {
      case .deploy: try findPending(index)
      case .rollback: try checkRevertible(index)
      }
      try targets[index].loadScripts(of: deployment.targets[index].changes, context.file)
      let schema = try targets[index].database.schema()
      targets[index].schemaBefore = schema
      deployment.targets[index].schemaBefore = try context.sha256(Array(schema.utf8))
    }
    let count = deployment.targets[index].changes.count
    let verb = deployment.action == .deploy ? "apply" : "revert"
    log.note("\(name): \(count) \(count == 1 ? "change" : "changes") to \(verb)")
  }

  /// Opens what a deployment that is resumed had opened; its lock is still there.
  mutating func reopenTargets() throws(Problem) {
    for index in deployment.targets.indices {
      targets.append(try openAndLock(index, .write))
      try targets[index].changes.checkUnedited(targets[index].ledger())
      try targets[index].loadScripts(of: deployment.targets[index].changes, context.file)
      try readProgress(index)
    }
  }

  /// What is done, by the target's own ledger: a crash may have come before the record.
  private mutating func readProgress(_ index: Int) throws(Problem) {
    let ledger = try targets[index].database.appliedMigrations()
    let record = deployment.targets[index]
    if deployment.state == .restoring { return }
    if deployment.action == .deploy, deployment.state != .reverting {
      deployment.targets[index].applied =
        ledger.filter { $0.deployment == deployment.id }.map(\.change)
    } else {
      let all = deployment.action == .deploy ? record.applied : record.changes
      deployment.targets[index].reverted =
        all.reversed().filter { change in !ledger.contains { $0.change == change } }
    }
  }

  private func openAndLock(
    _ index: Int, _ access: SQLiteDatabase.Access
  ) throws(Problem) -> OpenTarget {
    let target = try open(index, access)
    try target.database.prepareLedger()
    try target.database.lock(
      deployment: deployment.id, by: deployment.by, since: context.now())
    return target
  }

  private func open(
    _ index: Int, _ access: SQLiteDatabase.Access
  ) throws(Problem) -> OpenTarget {
    let name = deployment.targets[index].name
    guard let target = environment.targets.first(where: { $0.name == name }) else {
      throw Problem(.configuration, "\(environment.name) has no target \(quoted(name)) any more")
    }
    let opened = try OpenTarget(
      target, of: package, access, topFolder: context.topFolder,
      lockSeconds: environment.limits.lockSeconds)
    if let other = targets.first(where: { $0.database.path == opened.database.path }) {
      throw Problem(
        .configuration,
        "targets \(other.target.name) and \(name) are one database, \(quoted(opened.database.path))"
      )
    }
    return opened
  }

  private mutating func findPending(_ index: Int) throws(Problem) {
    let target = targets[index]
    let ledger = try target.ledger()
    let name = target.target.name
    try requireRecorded(
      plan.recorded[name, default: []], in: ledger.map(\.change), of: name, in: environment.name)
    deployment.targets[index].changes =
      try target.changes.pendingMigrations(after: ledger).map(\.id)
  }

  /// What a rollback takes back must be the latest that was applied, as it was applied, and have
  /// scripts for it.
  private func checkRevertible(_ index: Int) throws(Problem) {
    let target = targets[index]
    let wanted = Set(deployment.targets[index].changes)
    let ledger = try target.ledger()
    try target.changes.checkUnedited(ledger)
    if let first = ledger.firstIndex(where: { wanted.contains($0.change) }),
      let later = ledger[first...].first(where: { !wanted.contains($0.change) })
    {
      throw Problem(
        .refused,
        "\(target.target.name): \(quoted(later.change)) was applied after \(deployment.tag)")
    }
    try requireReverts(index, of: deployment.targets[index].changes)
  }

  /// - Throws: `.refused`, naming the change that has no revert script.
  func requireReverts(_ index: Int, of changes: [String]) throws(Problem) {
    for id in changes where try targets[index].change(id).scripts.revert == nil {
      throw Problem(
        .refused,
        "\(targets[index].changes.script(.revert, of: id)) does not exist: nothing was reverted")
    }
  }
}
