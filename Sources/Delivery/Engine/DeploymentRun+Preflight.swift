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

  /// What a rollback takes back is what the target has of the deployment; it must be the latest
  /// that was applied, as it was applied.
  private mutating func findRevertible(_ index: Int) throws(Problem) {
    let target = targets[index]
    let ledger = try target.database.appliedMigrations()
    try target.packaged.checkUnedited(target.ledger())
    let planned = deployment.targets[index].migrations
    let isPlanned = Set(planned)
    let history = try target.database.history(of: deployment.id)
    let present = ledger.filter {
      $0.deployment == deployment.rollsBack || isPlanned.contains($0.migration)
    }.map(\.migration)
    let (isPresent, isReverted) = (Set(present), Set(history.reverted))
    if let first = present.first,
      let later = ledger.drop(while: { $0.migration != first })
        .first(where: { !isPresent.contains($0.migration) })
    {
      throw Problem(
        .refused,
        "\(target.target.name): \(quoted(later.migration)) was applied after \(deployment.tag)")
    }
    let absent = planned.filter { !isPresent.contains($0) && !isReverted.contains($0) }
    for migration in absent { log.note("\(target.target.name): does not have \(migration)") }
    deployment.targets[index].migrations = present + history.reverted.reversed()
    deployment.targets[index].reverted = history.reverted
    if let other = deployment.rollsBack,
      let expected = try target.database.history(of: other).schemaBefore
    {
      deployment.targets[index].schemaExpected = expected
    }
  }
}
