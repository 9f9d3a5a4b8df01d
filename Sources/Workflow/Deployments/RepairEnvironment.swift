import Delivery
import Git
import Records
import Release

/// What `relman repair` answers.
public struct RepairResult: Encodable, Sendable {
  public var environment: String
  /// Locks of deployments that are over, which were taken away.
  public var cleared: [ClearedLock]
  /// The deployment that is declared repaired; nil where none needed it.
  public var deployment: Deployment?
}

/// Gets an environment out of what a person has looked at: goes on from the remote's ledger where
/// this clone's went another way, takes the locks of deployments that are over away and, where the
/// last one needs repair, records that it is as the targets' own tables say.
///
/// - Parameter reason: becomes part of the record.
/// - Throws: `.tryAgain` while a deployment is under way.
public func repairEnvironment(
  _ environment: String, because reason: String, _ request: DeployRequest, _ context: CommandContext
) async throws(Problem) -> RepairResult {
  let session = try await DeploymentSession(environment, request, context, isMending: true)
  try session.ledger.requireIdle()
  var result = RepairResult(environment: environment, cleared: [])
  let over = Set(try session.ledger.all().map(\.id))
  guard !request.isDryRun else { return result }
  result.cleared = try repairTargets(
    of: session.environment, over: over, topFolder: session.project.top)
  guard let latest = try session.ledger.latest(), latest.deployment.state == .needsRepair else {
    return result
  }
  result.deployment = try await session.run(session.stored(for: latest.deployment))
    .declareRepaired(latest, because: reason)
  return result
}
