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
      if locks == nil { locks = try TargetLocks(environment, topFolder: context.topFolder) }
    }
    targets = []
    for index in deployment.targets.indices { try open(index) }
    for index in targets.indices { try failing { () throws(Problem) in try planTarget(index) } }
    noteCommands()
    try await checkSteps()
  }

  private mutating func open(_ index: Int) throws(DeploymentInterruption) {
    let name = deployment.targets[index].name
    try before("open \(name)")
    do throws(Problem) {
      let isNew = deployment.action == .deploy && plan.recorded[name, default: []].isEmpty
      targets.append(try openAndLock(index, isNew ? .create : .write))
      try readProgress(index)
      if deployment.action == .deploy { deployment.targets[index].forgetReverted() }
    } catch {
      // What is resumed may have changed a target that is out of reach now.
      throw isResumed || error.kind == .interrupted ? .stop(error) : .failure(error)
    }
    try after("open \(name)")
  }

  private mutating func planTarget(_ index: Int) throws(Problem) {
    switch deployment.action {
    case .deploy: try findPending(index)
    case .rollback: try findRevertible(index)
    }
    let migrations = deployment.targets[index].migrations
    try loadScripts(index)
    if deployment.action == .rollback { try targets[index].requireReverts(of: migrations) }
    let verb = deployment.action == .deploy ? "apply" : "revert"
    log.note(
      "\(deployment.targets[index].name): \(migrations.count) "
        + "\(migrations.count == 1 ? "migration" : "migrations") to \(verb)")
  }

  private mutating func findPending(_ index: Int) throws(Problem) {
    let target = targets[index]
    let ledger = try target.ledger()
    let name = target.target.name
    try requireRecorded(
      plan.recorded[name, default: []], in: ledger.map(\.migration), of: name, in: environment.name)
    let pending = try target.packaged.pendingMigrations(after: ledger).map(\.id)
    deployment.targets[index].migrations = deployment.targets[index].applied + pending
  }

  private mutating func findRevertible(_ index: Int) throws(Problem) {
    let target = targets[index]
    let planned = deployment.targets[index].migrations
    let found = try target.revertible(by: deployment, planned: planned)
    let known = Set(found.present + found.reverted)
    for migration in planned where !known.contains(migration) {
      log.note("\(target.target.name): does not have \(migration)")
    }
    deployment.targets[index].migrations = found.present + found.reverted.reversed()
    deployment.targets[index].reverted = found.reverted
    if let other = deployment.rollsBack,
      let expected = try target.database.history(of: other).schemaBefore
    {
      deployment.targets[index].schemaExpected = expected
    }
  }
}
