import Delivery
import Git
import Release
import Trust

/// One run of the deployment engine: the repository's objects in, ledger commits out, and at the
/// end the signed record.
struct DeploymentRun {
  let project: Project
  let ledger: Ledger
  let stored: StoredPackage
  let environment: Environment
  let key: SigningKey

  /// - Parameter recorded: as a `DeploymentPlan` has it.
  func begin(
    _ initial: Deployment, recorded: [String: [String]]
  ) async throws(Problem) -> Deployment {
    let plan = DeploymentPlan(
      package: stored.package, environment: environment, initial: initial, recorded: recorded)
    let before = try ledger.latest()?.commit.id
    let first = try ledger.append(initial, log: [], after: before, by: project.committer())
    do throws(Problem) {
      try await RemoteLedger(ledger, project).send()
    } catch {
      try withdraw(first, to: before)
      throw error
    }
    return try await run(plan, resuming: nil, log: [], tip: first)
  }

  /// Takes back a first record that lost the race: nothing was done under it, and nobody has seen
  /// it.
  private func withdraw(_ first: ObjectID, to before: ObjectID?) throws(Problem) {
    let repository = project.repository
    if let before {
      try repository.update(ledger.ref, to: before, expecting: first, log: "relman: lost the race")
    } else {
      try repository.deleteReference(ledger.ref, expecting: first)
    }
  }

  /// Goes on where the latest record ends; a final one lacks its signature alone.
  func resume(
    _ latest: Ledger.Entry, recorded: [String: [String]]
  ) async throws(Problem) -> Deployment {
    if latest.deployment.state.isFinal {
      try await signRecord(
        latest.deployment, log: ledger.log(of: latest.commit.id), after: latest.commit.id,
        by: project.committer())
      return latest.deployment
    }
    let plan = DeploymentPlan(
      package: stored.package, environment: environment, initial: latest.deployment,
      recorded: recorded)
    return try await run(
      plan, resuming: latest.deployment, log: ledger.log(of: latest.commit.id),
      tip: latest.commit.id)
  }

  private func run(
    _ plan: DeploymentPlan, resuming: Deployment?, log: [UInt8], tip: ObjectID?
  ) async throws(Problem) -> Deployment {
    let author = try project.committer()
    var tip = tip
    var kept: [UInt8] = log
    let payload = PayloadFolder(stored, in: project.repository.commonDirectory + "/relman/payload")
    let context = try context(payload) { deployment, log throws(Problem) in
      tip = try ledger.append(deployment, log: log, after: tip, by: author)
      kept = log
    }
    let final = try await deploy(plan, resuming: resuming, log: log, at: context)
    try await signRecord(final, log: kept, after: tip, by: author)
    try await RemoteLedger(ledger, project).send()
    return final
  }

  private func context(
    _ payload: PayloadFolder,
    record: @escaping (Deployment, [UInt8]) throws(Problem) -> Void
  ) throws(Problem) -> RunContext {
    let context = project.context
    return RunContext(
      file: try stored.files().file, record: record, checkpoint: context.checkpoint,
      now: context.now,
      secret: { context.environment[$0] }, say: context.say, sha256: Digest.sha256,
      payloadFolder: payload.write,
      backupFolder: "\(project.repository.commonDirectory)/relman/backups/\(environment.name)",
      topFolder: project.top, isInterrupted: context.isInterrupted)
  }

  /// Adds the final record once more, signed by who deployed.
  private func signRecord(
    _ final: Deployment, log: [UInt8], after tip: ObjectID?, by author: Ident
  ) async throws(Problem) {
    let statement = Statement(
      about: "\(final.package)@\(stored.package.version)", digest: final.digest,
      predicateType: PredicateType.deployment, predicate: final)
    let envelope = try await sign(statement, with: key, project.context)
    _ = try ledger.append(final, log: log, signature: envelope.line, after: tip, by: author)
  }
}
