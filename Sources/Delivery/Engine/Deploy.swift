import Platform
import Release

/// Deploys, or rolls back, to the end, and answers the final record; its `failure` says why it did
/// not succeed.
///
/// What a target already has is asked of the target's own tables, so nothing is applied twice, and
/// a record that is older than what was done is completed. The commands of the state that it was in
/// run again.
/// - Parameter resuming: the latest record of a deployment that was cut short or needs repair.
/// - Parameter direction: where what is resumed goes.
/// - Parameter log: what was kept with the record.
/// - Parameter locks: the targets' locks, where the caller has taken them before the first record.
/// - Throws: what stopped it before a final state: `.interrupted`, `.tryAgain` for a deployment
///   that is resumed while its process lives, a target out of reach while it resumes or reverts, or
///   what `context.record` throws. It can be resumed.
public func deploy(
  _ plan: DeploymentPlan, resuming: Deployment? = nil, _ direction: ResumeDirection = .forward,
  log: [UInt8] = [], holding locks: TargetLocks? = nil, at context: RunContext
) async throws(Problem) -> Deployment {
  var run = DeploymentRun(plan, resuming: resuming, log: log, holding: locks, at: context)
  if resuming == nil { try await run.begin() } else { try await run.resume(direction) }
  while !run.deployment.state.isFinal {
    let outcome = try await run.work()
    try await run.enter(run.deployment.next(after: outcome, onFailure: plan.environment.onFailure))
  }
  return run.deployment
}

/// A deployment while it runs: its record, its log and its open targets.
struct DeploymentRun {
  let plan: DeploymentPlan
  let context: RunContext
  let isResumed: Bool
  var deployment: Deployment
  var log: Log
  /// Held for the whole run; nil before preflight.
  var locks: TargetLocks?
  var targets: [OpenTarget] = []
  /// Whether a command of the new release may have run: what it did cannot be undone.
  var hasRunCommands = false

  init(
    _ plan: DeploymentPlan, resuming: Deployment?, log earlier: [UInt8],
    holding locks: TargetLocks?, at context: RunContext
  ) {
    let environment = plan.environment
    self.plan = plan
    self.context = context
    self.locks = locks
    isResumed = resuming != nil
    deployment = resuming ?? plan.initial
    if deployment.targets.isEmpty {
      deployment.targets = environment.targets.map {
        TargetRecord(name: $0.name, database: $0.database)
      }
    }
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

  mutating func begin() async throws(Problem) {
    let verb = deployment.action == .deploy ? "deploying" : "rolling back"
    let place = deployment.action == .deploy ? "to" : "on"
    log.note("\(verb) \(deployment.tag) \(place) \(deployment.environment) (\(deployment.id))")
    try await keepRecord()
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
      case .succeeded, .reverted, .needsRepair, .repaired, .failed: break
      }
      return .done
    } catch {
      switch error {
      case .stop(let problem): throw try await left(because: problem)
      case .failure(let problem): return try failed(problem)
      }
    }
  }

  /// Keeps the new state; nothing of it has begun. The locks are given back before a final one, so
  /// that no record calls a deployment over that still holds them.
  mutating func enter(_ state: Deployment.State) async throws(Problem) {
    if state.isFinal {
      for target in targets { try target.database.unlock(deployment: deployment.id) }
    }
    deployment.finishedAt = state.isFinal ? context.now() : nil
    deployment.state = state
    log.note(state.rawValue)
    try await keepRecord()
  }

  func before(_ name: String) throws(DeploymentInterruption) {
    if context.isInterrupted() { throw .stop(.interruption) }
    try stopping { () throws(Problem) in try context.checkpoint("before \(name)") }
  }

  func after(_ name: String) throws(DeploymentInterruption) {
    try stopping { () throws(Problem) in try context.checkpoint("after \(name)") }
  }

  private func keepRecord() async throws(Problem) {
    let name = "record \(deployment.state.rawValue)"
    try context.checkpoint("before \(name)")
    try await context.record(deployment, log.bytes)
    try context.checkpoint("after \(name)")
  }

  /// An interrupted deployment keeps what it said; a crash could not.
  private mutating func left(because problem: Problem) async throws(Problem) -> Problem {
    guard problem.kind == .interrupted else { return problem }
    log.note("interrupted while \(deployment.state.rawValue)")
    try await context.record(deployment, log.bytes)
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
    add(problem)
    return .failed(changed: hasChanged)
  }

  /// Adds to why it failed; the exit status is that of the first cause.
  mutating func add(_ problem: Problem) {
    let message = log.redacted(problem.message)
    deployment.exitStatus = deployment.exitStatus ?? problem.kind.rawValue
    deployment.problem = deployment.problem.map { "\($0); then: \(message)" } ?? message
  }

  private var resumeHint: ShellCommand { "relman deploy \(deployment.environment) --resume" }

  private var hasChanged: Bool {
    switch deployment.action {
    case .deploy: hasRunCommands || deployment.targets.contains { !$0.standing.isEmpty }
    case .rollback: deployment.targets.contains { !$0.reverted.isEmpty }
    }
  }
}
