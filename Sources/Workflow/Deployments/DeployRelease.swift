import Records
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
  /// Do without the remote, where the environment allows it.
  public var isOffline: Bool
  /// Deploy a release that the one which runs came after.
  public var isGoingBack: Bool
  /// The id, or its first digits, of a deployment to end; with a reason.
  public var abandons: String?
  public var reason: String?
  /// A later release whose revert scripts are run in place of the deployed one's.
  public var revertsFrom: String?

  public init(
    isResuming: Bool = false, isDryRun: Bool = false, key: String? = nil,
    newDatabases: [String] = [], isOffline: Bool = false, isGoingBack: Bool = false,
    abandons: String? = nil, reason: String? = nil, revertsFrom: String? = nil
  ) {
    self.newDatabases = newDatabases
    self.isOffline = isOffline
    self.isGoingBack = isGoingBack
    self.abandons = abandons
    self.reason = reason
    self.revertsFrom = revertsFrom
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
/// - Throws: `.tryAgain` while another deployment is under way, `.notFound` when nothing is pinned,
///   `.refused` when the manifest is out of date.
public func deployRelease(
  to environment: String, _ request: DeployRequest, _ context: CommandContext
) async throws(Problem) -> DeployResult {
  if let id = request.abandons {
    return try await abandonDeployment(environment, id, reason: request.reason, request, context)
  }
  if request.isResuming { return try await resumeDeployment(environment, request, context) }
  let session = try await DeploymentSession(environment, request, context)
  let project = session.project
  let tag = try project.pinnedRelease(of: environment)
  try await project.requireCurrentManifest(of: environment, at: session.remote)
  try session.ledger.requireIdle()
  let gate = try Gate(tag, project)
  let verdict = try gate.fullVerdict(entering: environment, deployer: session.person)
  let recorded = try session.recorded()
  let running = try session.ledger.running()
  try project.requireForward(
    from: running, to: gate.stored.package, environment, isGoingBack: request.isGoingBack)
  var result = DeployResult(
    environment: environment, tag: tag,
    verification: try VerifyResult(verdict, gate, environment: environment),
    planned: try plannedMigrations(
      gate.stored.package, in: session.environment, recorded: recorded, topFolder: project.top))
  let isCurrent =
    running?.digest == gate.stored.digest && result.planned.allSatisfy(\.migrations.isEmpty)
  guard verdict.isAllowed, !isCurrent else { return result }
  guard !request.isDryRun else { return result }
  let initial = Deployment(
    id: try nonce(), action: .deploy, environment: environment,
    package: gate.stored.package.name, tag: tag, digest: gate.stored.digest, replaced: running,
    environmentDigest: session.rules.digest, policy: gate.chain.rules.reference,
    by: session.person, startedAt: context.now(), targets: [])
  result.deployment = try await session.run(gate.stored)
    .begin(initial, recorded: recorded, allowedBy: gate.counted(by: verdict))
  return result
}
