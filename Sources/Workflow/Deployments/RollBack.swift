import Records
import Delivery
import Git
import Release

/// Reverts what the last deployment applied.
///
/// - Throws: `.notFound` when nothing that could be rolled back was deployed.
public func rollBack(
  _ environment: String, _ request: DeployRequest, _ context: CommandContext
) async throws(Problem) -> DeployResult {
  if request.isResuming { return try await resumeDeployment(environment, request, context) }
  let session = try await DeploymentSession(environment, request, context)
  try session.ledger.requireIdle()
  guard let last = try session.ledger.standing().first else {
    throw Problem(
      .notFound, "nothing that could be rolled back was deployed to \(environment)",
      hint: "relman log \(environment)")
  }
  let stored = try session.stored(for: last)
  let initial = Deployment(
    rollingBack: last, id: try nonce(), environmentDigest: session.rules.digest,
    policy: session.chain.rules.reference, by: session.person, startedAt: context.now())
  var result = DeployResult(
    environment: environment, tag: last.tag,
    planned: try plannedReverts(
      of: initial, stored.package, in: session.environment, topFolder: session.project.top,
      file: stored.files().file))
  guard !request.isDryRun else { return result }
  result.deployment = try await session.run(stored)
    .begin(initial, recorded: [:], allowedBy: [])
  return result
}
