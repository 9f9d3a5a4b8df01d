import Release

extension DeploymentRun {
  /// The work of a deployment: its commands, and each change with its ledger row in a transaction.
  mutating func apply() async throws(DeploymentInterruption) {
    try await run(environment.steps.before, "before")
    for index in targets.indices {
      deployment.targets[index].state = .applying
      do {
        try applyChanges(index)
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

  private mutating func applyChanges(_ index: Int) throws(DeploymentInterruption) {
    let done = deployment.targets[index].applied
    // A crash may have come between the last change and its verify script.
    if let last = done.last { try verify(last, index) }
    for change in deployment.targets[index].changes where !done.contains(change) {
      try apply(change, index)
      try verify(change, index)
    }
  }

  private mutating func apply(_ id: String, _ index: Int) throws(DeploymentInterruption) {
    let target = targets[index]
    let row = AppliedMigration(
      change: id,
      digest: try failing { () throws(Problem) in try target.change(id).scripts.deploy.sha256.hex },
      package: package.name, tag: package.tag, deployment: deployment.id, appliedAt: context.now(),
      appliedBy: deployment.by)
    try before("apply \(target.target.name) \(id)")
    log.note("\(target.target.name): applying \(id)")
    try failing { () throws(Problem) in
      try target.database.migrate { () throws(Problem) in
        try target.run(.deploy, of: id, limit)
        try target.database.remember(row)
      } accept: { lost throws(Problem) in
        for rows in lost { log.note("\(target.target.name): \(rows)") }
        try target.requireDeclared(lost, by: id)
      }
      deployment.targets[index].applied.append(id)
    }
    try after("apply \(target.target.name) \(id)")
  }

  /// Runs the verify script, where there is one; what it does is rolled back.
  private mutating func verify(_ id: String, _ index: Int) throws(DeploymentInterruption) {
    let target = targets[index]
    try before("verify \(target.target.name) \(id)")
    let isVerified = try failing { () throws(Problem) in
      try target.database.trial { () throws(Problem) in
        try target.run(.verify, of: id, rows: .noneSaysNo, limit)
      }
    }
    if isVerified { log.note("\(target.target.name): verified \(id)") }
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
