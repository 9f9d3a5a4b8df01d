import Records
import Delivery
import Git
import Release

/// Goes on with the deployment, or rollback, that was cut short, by the rules that it began with.
///
/// - Throws: `.notFound` when none was.
func resumeDeployment(
  _ environment: String, _ request: DeployRequest, _ project: Project
) async throws(Problem) -> DeployResult {
  let session = try await DeploymentSession(environment, request, project)
  guard let latest = try session.ledger.latest(), try !session.ledger.isComplete(latest) else {
    throw Problem(
      .notFound, "no deployment to \(quoted(environment)) was cut short",
      hint: "relman log \(environment)")
  }
  let begun = latest.deployment
  var result = DeployResult(environment: environment, tag: begun.tag, planned: [])
  guard !request.isDryRun else { return result }
  let rules = try environmentRules(of: begun, in: session.chain)
  let run = session.run(try session.stored(for: begun), in: rules)
  result.deployment = try await run.resume(latest, recorded: session.recorded(in: rules))
  return result
}

private func environmentRules(
  of deployment: Deployment, in chain: PolicyChain
) throws(Problem) -> Environment {
  for entry in chain.signed where entry.digest == deployment.policy.digest {
    let rules = try entry.snapshot.rules(version: entry.version.version, digest: entry.digest)
    if let found = rules.environments[deployment.environment] { return found.environment }
  }
  throw Problem(
    .badData, "the policy that \(deployment.environment) was deployed by was never in force",
    hint: "relman policy log")
}
