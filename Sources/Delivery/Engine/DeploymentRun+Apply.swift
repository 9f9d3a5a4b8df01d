import Release

extension DeploymentRun {
  /// The work of a deployment: its commands, and each migration with its ledger row in one
  /// transaction.
  mutating func apply() async throws(DeploymentInterruption) {
    try await run(environment.steps.before, "before")
    for index in targets.indices {
      deployment.targets[index].state = .applying
      do {
        try applyMigrations(index)
      } catch {
        if case .failure = error { deployment.targets[index].state = .failed }
        throw error
      }
      try noteSchemaAfter(index)
      deployment.targets[index].state = .applied
    }
    if !environment.steps.deploy.isEmpty { hasRunCommands = true }
    try await run(environment.steps.deploy, "deploy")
  }

  private mutating func applyMigrations(_ index: Int) throws(DeploymentInterruption) {
    let done = deployment.targets[index].applied
    // A crash may have come between the last migration and its verify script.
    if let last = done.last { try verify(last, index) }
    let isDone = Set(done)
    for migration in deployment.targets[index].migrations where !isDone.contains(migration) {
      try apply(migration, index)
      try verify(migration, index)
    }
  }

  private mutating func apply(_ id: String, _ index: Int) throws(DeploymentInterruption) {
    let target = targets[index]
    let row = AppliedMigration(
      migration: id,
      digest: try failing { () throws(Problem) in
        try target.migration(id).scripts.deploy.sha256.hex
      },
      package: package.name, tag: package.tag, deployment: deployment.id, appliedAt: context.now(),
      appliedBy: deployment.by)
    try before("apply \(target.target.name) \(id)")
    log.note("\(target.target.name): applying \(id)")
    try failing { () throws(Problem) in
      let effects = try target.migrate(.deploy, id, limit) { () throws(Problem) in
        try target.database.remember(row)
      } accept: { effects throws(Problem) in
        try note(effects, index)
        try target.requireDeclared(effects.lost, by: id)
      }
      deployment.targets[index].applied.append(id)
      for rows in effects.lost { deployment.targets[index].rowsLost.add(rows) }
    }
    try after("apply \(target.target.name) \(id)")
  }

  /// Says which rows a migration removes, in the log and, in its transaction, in the target.
  mutating func note(_ effects: MigrationEffects, _ index: Int) throws(Problem) {
    for reason in effects.unchecked { log.note("\(targets[index].target.name): \(reason)") }
    for rows in effects.lost {
      log.note("\(targets[index].target.name): \(rows)")
      try targets[index].database.note(.lost(rows), of: deployment.id, at: context.now())
    }
  }

  /// Runs the verify script, where there is one; what it does is rolled back.
  private mutating func verify(_ id: String, _ index: Int) throws(DeploymentInterruption) {
    let target = targets[index]
    guard let script = target.script(.verify, of: id) else { return }
    try before("verify \(target.target.name) \(id)")
    try failing { () throws(Problem) in
      try target.database.trial { () throws(Problem) in
        try target.database.run(
          script: script, name: target.packaged.script(.verify, of: id).text, rows: .noneSaysNo,
          limit: limit)
      }
    }
    log.note("\(target.target.name): verified \(id)")
    try after("verify \(target.target.name) \(id)")
  }

  /// The work of the last state: does the environment say that it works?
  mutating func validate() async throws(DeploymentInterruption) {
    switch deployment.action {
    case .deploy: try await run(environment.steps.validate, "validate")
    case .rollback:
      for index in targets.indices {
        guard let expected = deployment.targets[index].schemaExpected else { continue }
        try requireSchema(expected, index)
      }
    }
  }
}
