import Delivery
import Git
import Release

/// What `deploy` and `rollback` are asked for.
public struct DeployRequest: Sendable {
  public var isResuming: Bool
  public var isDryRun: Bool
  public var key: String?
  /// Targets whose database was given up and starts over, whatever the records say.
  public var newDatabases: [String]

  public init(
    isResuming: Bool = false, isDryRun: Bool = false, key: String? = nil,
    newDatabases: [String] = []
  ) {
    self.newDatabases = newDatabases
    self.isResuming = isResuming
    self.isDryRun = isDryRun
    self.key = key
  }
}

/// What `deploy` and `rollback` answer.
public struct DeployResult: Encodable, Sendable {
  public var environment: String
  public var tag: String
  /// The verdict that let it through, or did not; nil when resuming or rolling back.
  public var verification: VerifyResult?
  /// What would be applied, or was planned.
  public var planned: [PlannedMigrations]
  /// The final record; nil when nothing was done.
  public var deployment: Deployment?
}

/// Deploys the release that the environment's committed manifest pins.
///
/// - Throws: `.tryAgain` while another deployment is under way, `.notFound` when nothing is pinned.
public func deployRelease(
  to environment: String, _ request: DeployRequest, _ context: CommandContext
) async throws(Problem) -> DeployResult {
  let project = try Project.open(context)
  if request.isResuming { return try await resumeDeployment(environment, request, project) }
  let tag = try pinnedRelease(of: environment, project)
  let gate = try Gate(tag, project)
  let session = try await DeploymentSession(environment, request, project)
  try session.ledger.requireIdle()
  try checkReproduced(gate.stored)
  let verdict = try gate.verdict(entering: environment, deployer: session.person)
  let rules = try gate.environment(environment)
  let recorded = try session.recorded(in: rules.environment)
  var result = DeployResult(
    environment: environment, tag: tag,
    verification: VerifyResult(verdict, gate, environment: environment),
    planned: try plannedMigrations(
      gate.stored.package, in: rules.environment, recorded: recorded, topFolder: project.top))
  let running = try session.ledger.running()
  let isCurrent =
    running?.digest == gate.stored.digest && result.planned.allSatisfy(\.migrations.isEmpty)
  guard verdict.isAllowed, !request.isDryRun, !isCurrent else { return result }
  let initial = Deployment(
    id: try nonce(), action: .deploy, environment: environment,
    package: gate.stored.package.name, tag: tag, digest: gate.stored.digest, replaced: running,
    environmentDigest: rules.digest, policy: gate.chain.rules.reference, by: session.person,
    startedAt: context.now(), targets: [])
  result.deployment = try await session.run(gate.stored, in: rules.environment)
    .begin(initial, recorded: recorded)
  return result
}

private func pinnedRelease(
  of environment: String, _ project: Project
) throws(Problem) -> String {
  if let tag = try project.committedManifest(of: environment).release { return tag }
  throw Problem(
    .notFound, "no release is pinned to \(environment)",
    hint: "relman promote TAG \(environment)")
}
