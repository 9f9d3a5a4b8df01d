import Delivery
import Git
import Records
import Release

/// Goes on with the deployment, or rollback, that was cut short: forward while the rules that are
/// in force now allow it, and else back. One that needs repair goes back alone.
///
/// - Throws: `.notFound` when there is none, `.tryAgain` while its process may still be at work.
func resumeDeployment(
  _ environment: String, _ request: DeployRequest, _ context: CommandContext
) async throws(Problem) -> DeployResult {
  let session = try await DeploymentSession(environment, request, context)
  let latest = try session.unfinished()
  let begun = latest.deployment
  let stored = try session.storedToResume(begun)
  var result = DeployResult(environment: environment, tag: begun.tag, planned: [])
  let mended = try session.mendedReverts(of: stored, in: request.revertsFrom)
  let (direction, allowedBy) = try session.direction(of: begun, &result)
  guard !request.isDryRun else { return result }
  result.deployment = try await session.run(stored)
    .resume(
      latest, direction, recorded: session.recorded(), allowedBy: allowedBy, mended: mended)
  return result
}

extension DeploymentSession {
  /// - Throws: `.notFound` with the way to end a deployment whose package is not here.
  fileprivate func storedToResume(_ begun: Deployment) throws(Problem) -> StoredPackage {
    do throws(Problem) {
      return try stored(for: begun)
    } catch {
      guard error.kind == .notFound, !begun.state.isFinal else { throw error }
      throw Problem(error.kind, error.message, hint: abandonCommand(begun))
    }
  }

  /// Which way a deployment goes on, and the statements that allow it.
  fileprivate func direction(
    of begun: Deployment, _ result: inout DeployResult
  ) throws(Problem) -> (ResumeDirection, allowedBy: [Digest]) {
    if begun.state == .needsRepair {
      return (.back(because: Problem(.refused, "\(person) reverts what needs repair")), [])
    }
    guard begun.action == .deploy else { return (.forward, []) }
    let gate = try Gate(begun.tag, project)
    let verdict = try gate.fullVerdict(entering: ledger.environment, deployer: person)
    result.verification = try VerifyResult(verdict, gate, environment: ledger.environment)
    if verdict.isAllowed { return (.forward, gate.counted(by: verdict)) }
    let unmet = verdict.requirements.filter { $0.state != .met }.map {
      "\($0.rule): \($0.detail)"
    }
    let why = "it may no longer enter \(ledger.environment): " + unmet.joined(separator: "; ")
    return (.back(because: Problem(.refused, why)), [])
  }

  /// The revert scripts of a later release that replace those of the deployed one.
  ///
  /// - Parameter tag: nil for none.
  /// - Throws: `.refused` where that release may not enter the environment: its scripts would.
  fileprivate func mendedReverts(
    of stored: StoredPackage, in tag: String?
  ) throws(Problem) -> [Path: DeploymentPlan.RevertScript] {
    guard let tag else { return [:] }
    let gate = try Gate(tag, project)
    let verdict = try gate.fullVerdict(entering: ledger.environment, deployer: person)
    guard verdict.isAllowed else {
      throw Problem(
        .refused, "\(tag) may not enter \(ledger.environment), and its scripts may not either",
        hint: "relman verify \(tag) \(ledger.environment)")
    }
    let files = try gate.stored.files()
    var result: [Path: DeploymentPlan.RevertScript] = [:]
    for mended in stored.package.mendedReverts(in: gate.stored.package) {
      result[mended.replaces] = .init(tag: tag, text: try files.file(mended.path))
    }
    return result
  }
}
