import Delivery
import Git
import Platform
import Records
import Release
import Trust

/// One run of the deployment engine: the repository's objects in, signed records out.
struct DeploymentRun {
  let session: DeploymentSession
  let stored: StoredPackage

  private var project: Project { session.project }
  private var environment: Environment { session.environment }

  /// - Parameters:
  ///   - recorded: as a `DeploymentPlan` has it.
  ///   - allowedBy: the statements that allow it.
  func begin(
    _ initial: Deployment, recorded: [String: [String]], allowedBy: [Digest]
  ) async throws(Problem) -> Deployment {
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    let turn = try await turn(initial, log: [], allowedBy: allowedBy)
    return try await run(initial, resuming: nil, log: [], recorded: recorded, turn)
  }

  /// Goes on where the latest record ends, in the name of who resumes.
  func resume(
    _ latest: LedgerEntry, recorded: [String: [String]], allowedBy: [Digest]
  ) async throws(Problem) -> Deployment {
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    var deployment = latest.deployment
    deployment.by = session.person
    deployment.policy = session.chain.rules.reference
    deployment.environmentDigest = session.rules.digest
    let log = try session.ledger.log(of: latest.commit.id)
    let turn = try await turn(deployment, log: log, allowedBy: allowedBy)
    return try await run(deployment, resuming: deployment, log: log, recorded: recorded, turn)
  }

  private func turn(
    _ deployment: Deployment, log: [UInt8], allowedBy: [Digest]
  ) async throws(Problem) -> LedgerSession {
    try await LedgerSession(
      session.ledger, deployment, log: log, allowedBy: allowedBy, signedWith: session.key,
      in: project.store, remote: session.remote)
  }

  /// What still runs in this clone was not cut short, and is not begun a second time.
  ///
  /// - Throws: `.tryAgain`, naming the process that runs.
  private func lock() throws(Problem) -> FileLock {
    let folder = project.repository.commonDirectory + "/relman/locks"
    let path = "\(folder)/\(environment.name).lock"
    try makeFolder(folder)
    if let lock = try FileLock.tryLock(path) { return lock }
    let holder = try FileLock.holder(of: path) ?? "another process"
    throw Problem(
      .tryAgain, "\(escaped(holder, limit: 300)) is at work in \(environment.name)",
      hint: "relman log \(environment.name)")
  }

  private func run(
    _ initial: Deployment, resuming: Deployment?, log: [UInt8], recorded: [String: [String]],
    _ turn: LedgerSession
  ) async throws(Problem) -> Deployment {
    let plan = DeploymentPlan(
      package: stored.package, environment: environment, initial: initial, recorded: recorded)
    let payload = PayloadFolder(stored, in: project.repository.commonDirectory + "/relman/payload")
    let final = try await deploy(plan, resuming: resuming, log: log, at: context(payload, turn))
    _ = try await turn.publish()
    return final
  }

  private func context(_ payload: PayloadFolder, _ turn: LedgerSession) throws(Problem) -> RunContext {
    let context = project.context
    return RunContext(
      file: try stored.files().file, record: turn.append, checkpoint: context.checkpoint,
      now: context.now,
      secret: { context.environment[$0] }, say: context.say, sha256: Digest.sha256,
      payloadFolder: payload.write,
      backupFolder: "\(project.repository.commonDirectory)/relman/backups/\(environment.name)",
      topFolder: project.top, isInterrupted: context.isInterrupted)
  }
}
