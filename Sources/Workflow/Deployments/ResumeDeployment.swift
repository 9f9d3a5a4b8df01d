import Delivery
import Git
import Records
import Release

/// Goes on with the deployment, or rollback, that was cut short: forward only while the rules that
/// are in force now allow it.
///
/// - Throws: `.notFound` when none was, `.tryAgain` while its process may still be at work.
func resumeDeployment(
  _ environment: String, _ request: DeployRequest, _ project: Project
) async throws(Problem) -> DeployResult {
  let session = try await DeploymentSession(environment, request, project)
  let latest = try session.unfinished()
  let begun = latest.deployment
  let stored = try session.stored(for: begun)
  var result = DeployResult(environment: environment, tag: begun.tag, planned: [])
  var allowedBy: [Digest] = []
  if begun.action == .deploy {
    let gate = try Gate(begun.tag, project)
    let verdict = try gate.verdict(entering: environment, deployer: session.person)
    result.verification = try VerifyResult(verdict, gate, environment: environment)
    guard verdict.isAllowed else { return result }
    allowedBy = gate.counted(by: verdict)
  }
  guard !request.isDryRun else { return result }
  result.deployment = try await session.run(stored)
    .resume(latest, recorded: session.recorded(), allowedBy: allowedBy)
  return result
}
