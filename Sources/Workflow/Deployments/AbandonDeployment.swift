import Delivery
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
  _ context: CommandContext
) async throws(Problem) -> DeployResult {
  guard let reason, !reason.isEmpty else {
    throw Problem(.usage, "--abandon needs the reason that goes on record: --reason TEXT")
  }
  let session = try await DeploymentSession(environment, request, context)
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
  let locks = try TargetLocks(session.environment, topFolder: session.project.top)
  defer { withExtendedLifetime(locks) {} }
  result.deployment = try await session.close(latest, because: reason) {
    deployment, intervention throws(Problem) in
    try deployment.abandoned(intervention)
  }
  return result
}

extension DeploymentSession {
  /// Signs and publishes the record by which a person ends a deployment.
  func close(
    _ latest: LedgerEntry, because reason: String,
    _ end: (Deployment, Intervention) throws(Problem) -> Deployment
  ) async throws(Problem) -> Deployment {
    let intervention = Intervention(by: person, at: project.context.now(), reason: reason)
    let closed = try end(takenOver(latest.deployment), intervention)
    _ = try await LedgerSession(
      ledger, closed, log: ledger.log(of: latest.commit.id), allowedBy: [], signedWith: key,
      in: project.store, remote: remote)
    return closed
  }
}
