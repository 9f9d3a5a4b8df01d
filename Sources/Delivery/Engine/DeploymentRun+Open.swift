import Release

extension DeploymentRun {
  /// Opens and locks a target, and notes the schema that the deployment found there.
  func openAndLock(
    _ index: Int, _ access: SQLiteDatabase.Access
  ) throws(Problem) -> OpenTarget {
    let name = deployment.targets[index].name
    guard let target = environment.targets.first(where: { $0.name == name }) else {
      throw Problem(.configuration, "\(environment.name) has no target \(quoted(name)) any more")
    }
    var opened = try OpenTarget(
      target, of: package, access, in: environment.name, topFolder: context.topFolder,
      lockSeconds: environment.limits.lockSeconds)
    let database = opened.database
    try database.prepareLedger()
    let now = context.now()
    let lock = TargetLock(
      deployment: deployment.id, by: deployment.by, host: context.host, since: now.description)
    var schema: String?
    try database.lock(lock, at: now) { () throws(Problem) in
      let text = try database.schema()
      schema = text
      return try context.sha256(Array(text.utf8))
    }
    opened.schemaBefore = schema
    return opened
  }

  /// Completes the record by the target's own tables: a crash may have come before the record, and
  /// the newest records may never have been pushed.
  mutating func readProgress(_ index: Int) throws(Problem) {
    let database = targets[index].database
    let history = try database.history(of: deployment.id)
    // Where the backup has been put back, the record alone knows what was done.
    if deployment.state == .restoring, history.isUnchanged { return }
    deployment.targets[index].complete(
      from: history, ledger: try database.appliedMigrations().map(\.migration),
      action: deployment.action)
  }

  mutating func loadScripts(_ index: Int) throws(Problem) {
    try targets[index].loadScripts(
      of: deployment.targets[index].migrations, mended: plan.revertScripts, context.file)
  }

  /// A deployment that is resumed may have run commands, once it had applied all.
  mutating func noteCommands() {
    guard isResumed, deployment.action == .deploy, !environment.steps.deploy.isEmpty else { return }
    switch deployment.state {
    case .planned, .preflight, .backup, .applying: if isWorkDone { hasRunCommands = true }
    default: hasRunCommands = true
    }
  }

  /// Whether every migration is applied or, in a rollback, reverted.
  var isWorkDone: Bool {
    deployment.targets.allSatisfy { record in
      let done = deployment.action == .deploy ? record.standing : record.reverted
      return Set(record.migrations).isSubset(of: done)
    }
  }
}
