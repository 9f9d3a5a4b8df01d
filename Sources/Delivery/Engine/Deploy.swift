import Platform
import Release

/// Deploys, or rolls back, to the end, and answers the final record; its `failure` says why it did
/// not succeed.
///
/// `resuming` is the latest record of a deployment that was cut short, `log` what was kept with it.
/// What a target already has is asked of the target's own ledger, so nothing is applied twice. The
/// commands of the state that it was in run again.
/// - Throws: what stopped it before a final state: `.interrupted`, a lock that is held while it
///   resumes or reverts, or what `site.record` throws. It can be resumed.
public func deploy(
  _ plan: DeploymentPlan, resuming: Deployment? = nil, log: [UInt8] = [], at context: RunContext
) async throws(Problem) -> Deployment {
  var run = DeploymentRun(plan, resuming: resuming, log: log, at: context)
  if resuming == nil { try run.begin() } else { try run.resume() }
  while !run.deployment.state.isFinal {
    let outcome = try await run.work()
    try run.enter(run.deployment.next(after: outcome, onFailure: plan.environment.onFailure))
  }
  return run.deployment
}

/// A deployment while it runs: its record, its log and its open targets.
struct DeploymentRun {
  let plan: DeploymentPlan
  let context: RunContext
  var deployment: Deployment
  var log: Log
  var targets: [OpenTarget] = []
  /// Whether a command of the new release may have run: what it did cannot be undone.
  var hasRunCommands: Bool

  init(
    _ plan: DeploymentPlan, resuming: Deployment?, log earlier: [UInt8], at context: RunContext
  ) {
    let environment = plan.environment
    self.plan = plan
    self.context = context
    deployment = resuming ?? plan.initial
    if deployment.targets.isEmpty {
      deployment.targets = environment.targets.map {
        TargetRecord(name: $0.name, database: $0.database)
      }
    }
    hasRunCommands = resuming?.state == .validating && !environment.steps.deploy.isEmpty
    log = Log(
      limitBytes: environment.limits.logBytes,
      secrets: environment.targets.compactMap(\.secret).compactMap(context.secret),
      earlier: earlier, now: context.now, say: context.say)
  }

  var package: Package { plan.package }
  var environment: Environment { plan.environment }

  var limit: StatementLimit {
    StatementLimit(
      seconds: environment.limits.statementSeconds, isInterrupted: context.isInterrupted)
  }

  mutating func begin() throws(Problem) {
    let verb = deployment.action == .deploy ? "deploying" : "rolling back"
    let place = deployment.action == .deploy ? "to" : "on"
    log.note("\(verb) \(deployment.tag) \(place) \(deployment.environment) (\(deployment.id))")
    try keepRecord()
  }

  /// Goes on where a deployment was cut short.
  mutating func resume() throws(Problem) {
    log.note("resuming \(deployment.id), which was \(deployment.state.rawValue)")
    switch deployment.state {
    case .planned, .preflight: return
    case _ where deployment.state.isFinal: return
    default: try reopenTargets()
    }
  }

  /// Does what the state asks for.
  mutating func work() async throws(Problem) -> Deployment.Outcome {
    do {
      switch deployment.state {
      case .planned: break
      case .preflight: try await preflight()
      case .backup: try backUp()
      case .applying: try await apply()
      case .validating: try await validate()
      case .reverting: try revert()
      case .restoring: try restore()
      case .succeeded, .reverted, .needsRepair, .failed: break
      }
      return .done
    } catch {
      switch error {
      case .stop(let problem): throw try left(because: problem)
      case .failure(let problem): return try failed(problem)
      }
    }
  }

  /// Keeps the new state; nothing of it has begun. The locks are given back before a final one, so
  /// that no record calls a deployment over that still holds them.
  mutating func enter(_ state: Deployment.State) throws(Problem) {
    if state.isFinal {
      for target in targets { try target.database.unlock(deployment: deployment.id) }
      deployment.finishedAt = context.now()
    }
    deployment.state = state
    log.note(state.rawValue)
    try keepRecord()
  }

  func before(_ name: String) throws(DeploymentInterruption) {
    if context.isInterrupted() { throw .stop(.interruption) }
    try stopping { () throws(Problem) in try context.checkpoint("before \(name)") }
  }

  func after(_ name: String) throws(DeploymentInterruption) {
    try stopping { () throws(Problem) in try context.checkpoint("after \(name)") }
  }

  private func keepRecord() throws(Problem) {
    let name = "record \(deployment.state.rawValue)"
    try context.checkpoint("before \(name)")
    try context.record(deployment, log.bytes)
    try context.checkpoint("after \(name)")
  }

  /// An interrupted deployment keeps what it said; a crash could not.
  private mutating func left(because problem: Problem) throws(Problem) -> Problem {
    guard problem.kind == .interrupted else { return problem }
    log.note("interrupted while \(deployment.state.rawValue)")
    try context.record(deployment, log.bytes)
    return Problem(
      .interrupted, "interrupted while \(deployment.state.rawValue)", hint: resumeHint)
  }

  private mutating func failed(_ problem: Problem) throws(Problem) -> Deployment.Outcome {
    let message = log.redacted(problem.message)
    let isGoingBack = deployment.state == .reverting || deployment.state == .restoring
    if isGoingBack, problem.kind == .tryAgain {
      throw Problem(.tryAgain, message, hint: resumeHint)
    }
    log.note("failed: \(message)")
    deployment.exitStatus = deployment.exitStatus ?? problem.kind.rawValue
    deployment.problem = deployment.problem.map { "\($0); then: \(message)" } ?? message
    return .failed(changed: hasChanged)
  }

  private var resumeHint: String { "relman deploy \(deployment.environment) --resume" }

  private var hasChanged: Bool {
    switch deployment.action {
    case .deploy: hasRunCommands || deployment.targets.contains { !$0.applied.isEmpty }
    case .rollback: deployment.targets.contains { !$0.reverted.isEmpty }
    }
  }
}
