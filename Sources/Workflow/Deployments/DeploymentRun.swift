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
  /// - Throws: `.tryAgain` while another process of this host is at work on a target, before
  ///   anything is recorded.
  func begin(
    _ initial: Deployment, recorded: [String: [String]], allowedBy: [Digest]
  ) async throws(Problem) -> Deployment {
    let locks = try TargetLocks(environment, topFolder: project.top)
    let turn = try await turn(initial, log: [], allowedBy: allowedBy)
    let plan = DeploymentPlan(
      package: stored.package, environment: environment, initial: initial, recorded: recorded)
    return try await run(plan, resuming: nil, .forward, log: [], turn, locks)
  }

  /// Goes on where the latest record ends, in the name of who resumes.
  ///
  /// - Parameter mended: revert scripts of a later package, in place of this one's.
  func resume(
    _ latest: LedgerEntry, _ direction: ResumeDirection, recorded: [String: [String]],
    allowedBy: [Digest], mended: [Path: DeploymentPlan.RevertScript] = [:]
  ) async throws(Problem) -> Deployment {
    let locks = try TargetLocks(environment, topFolder: project.top)
    let deployment = session.takenOver(latest.deployment)
    let log = try session.ledger.log(of: latest.commit.id)
    var opening = deployment
    opening.state = deployment.stateWhenResumed(direction, onFailure: environment.onFailure)
    let turn = try await turn(opening, log: log, allowedBy: allowedBy)
    let plan = DeploymentPlan(
      package: stored.package, environment: environment, initial: deployment, recorded: recorded,
      revertScripts: mended)
    return try await run(plan, resuming: deployment, direction, log: log, turn, locks)
  }

  private func turn(
    _ deployment: Deployment, log: [UInt8], allowedBy: [Digest]
  ) async throws(Problem) -> LedgerSession {
    try await LedgerSession(
      session.ledger, deployment, log: log, allowedBy: allowedBy, signedWith: session.key,
      in: project.store, remote: session.remote)
  }

  private func run(
    _ plan: DeploymentPlan, resuming: Deployment?, _ direction: ResumeDirection, log: [UInt8],
    _ turn: LedgerSession, _ locks: TargetLocks
  ) async throws(Problem) -> Deployment {
    let payload = PayloadFolder(stored, in: project.repository.commonDirectory + "/relman/payload")
    return try await deploy(
      plan, resuming: resuming, direction, log: log, holding: locks,
      at: context(payload, record: turn.record))
  }

  /// Ends what needs repair, on the word of the person; the targets stay as they are.
  func declareRepaired(
    _ latest: LedgerEntry, because reason: String
  ) async throws(Problem) -> Deployment {
    let payload = PayloadFolder(stored, in: project.repository.commonDirectory + "/relman/payload")
    let context = try context(payload) { deployment, log throws(Problem) in
      _ = try await turn(deployment, log: log, allowedBy: [])
    }
    return try await Delivery.declareRepaired(
      session.takenOver(latest.deployment), of: stored.package, in: environment,
      by: session.person, because: reason, log: session.ledger.log(of: latest.commit.id),
      at: context)
  }

  private func context(
    _ payload: PayloadFolder,
    record: @escaping (Deployment, [UInt8]) async throws(Problem) -> Void
  ) throws(Problem) -> RunContext {
    let context = project.context
    return RunContext(
      file: try stored.files().file, record: record, checkpoint: context.checkpoint,
      now: context.now, secret: { context.environment[$0] }, say: context.say,
      sha256: Digest.sha256, payloadFolder: payload.write,
      backupFolder: "\(project.repository.commonDirectory)/relman/backups/\(environment.name)",
      topFolder: project.top, isInterrupted: context.isInterrupted)
  }
}
