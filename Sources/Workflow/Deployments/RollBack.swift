import Delivery
import Git
import Release

/// Reverts what the last deployment applied.
///
/// - Throws: `.notFound` when nothing that could be rolled back was deployed.
public func rollBack(
  _ environment: String, _ request: DeployRequest, _ around: Surroundings
) async throws(Problem) -> DeployResult {
  let project = try Project.open(around)
  if request.isResuming { return try await resumeDeployment(environment, request, project) }
  let desk = try await DeploymentDesk(environment, request, project)
  guard let rules = desk.chain.rules.environments[environment] else {
    throw Problem(
      .notFound,
      "the policy in force knows no environment \(quoted(environment))"
        + suggestion(for: environment, among: desk.chain.rules.environments.keys),
      hint: "relman status")
  }
  try desk.ledger.requireIdle()
  guard let last = try desk.ledger.standing().first else {
    throw Problem(
      .notFound, "nothing that could be rolled back was deployed to \(environment)",
      hint: "relman log \(environment)")
  }
  let stored = try desk.stored(for: last)
  var result = DeployResult(
    environment: environment, tag: last.tag,
    planned: last.targets.map {
      PlannedChanges(target: $0.name, database: $0.database, changes: $0.applied.reversed())
    })
  guard !request.isDryRun else { return result }
  let initial = Deployment(
    rollingBack: last, id: try nonce(), environmentDigest: rules.digest,
    policy: desk.chain.rules.reference, by: desk.person, startedAt: around.now())
  result.deployment = try await desk.run(stored, in: rules.environment)
    .begin(initial, recorded: [:])
  return result
}
