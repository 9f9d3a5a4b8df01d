import Git
import Records
import Release

/// Ends a deployment whose process is gone, without doing anything to its targets.
///
/// - Parameters:
///   - id: the deployment's id, or its first digits.
///   - reason: becomes part of the record.
/// - Throws: `.notFound` when no such deployment is under way, `.tryAgain` while its process runs.
func abandonDeployment(
  _ environment: String, _ id: String, reason: String?, _ request: DeployRequest,
  _ project: Project
) async throws(Problem) -> DeployResult {
  guard let reason, !reason.isEmpty else {
    throw Problem(.usage, "--abandon wants the reason that goes on record: --reason TEXT")
  }
  let session = try await DeploymentSession(environment, request, project)
  guard let latest = try session.ledger.latest(), !latest.deployment.state.isFinal,
    latest.deployment.id.hasPrefix(id)
  else {
    throw Problem(
      .notFound, "no deployment \(quoted(id)) to \(environment) is under way",
      hint: "relman log \(environment)")
  }
  if try latest.session.process.isRunning() == true { _ = try session.unfinished() }
  var result = DeployResult(environment: environment, tag: latest.deployment.tag, planned: [])
  guard !request.isDryRun else { return result }
  let abandoned = latest.deployment.abandoned(
    by: session.person, reason: reason, policy: session.chain.rules.reference,
    environmentDigest: session.rules.digest, at: project.context.now())
  _ = try await LedgerSession(
    session.ledger, abandoned, log: session.ledger.log(of: latest.commit.id), allowedBy: [],
    signedWith: session.key, in: project.store, remote: session.remote)
  result.deployment = abandoned
  return result
}
