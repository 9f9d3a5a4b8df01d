import Delivery
import Git
import Release

/// What `deploy` and `rollback` are asked for.
public struct DeployRequest: Sendable {
  public var isResuming: Bool
  public var isDryRun: Bool
  public var key: String?

  public init(isResuming: Bool = false, isDryRun: Bool = false, key: String? = nil) {
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
  public var planned: [PlannedChanges]
  /// The final record; nil when nothing was done.
  public var deployment: Deployment?
}

/// Deploys the release that the environment's committed manifest pins.
///
/// - Throws: `.tryAgain` while another deployment is under way, `.notFound` when nothing is pinned.
public func deployRelease(
  to environment: String, _ request: DeployRequest, _ around: Surroundings
) async throws(Problem) -> DeployResult {
  let project = try Project.open(around)
  if request.isResuming {
    return try await resume(environment, request, project)
  }
  let manifest = try project.committedManifest(of: environment)
  guard let tag = manifest.release else {
    throw Problem(
      .notFound, "no release is pinned to \(environment)",
      hint: "relman promote TAG \(environment)")
  }
  let gate = try Gate(tag, project)
  let deployer = try person(
    with: SigningKey.find(request.key, in: project.repository, around), in: gate.chain)
  let ledger = Ledger(repository: project.repository, environment: environment)
  if !request.isDryRun { try await RemoteLedger(ledger, project).receive() }
  try ledger.requireIdle()
  try checkReproduced(gate.stored)
  let verdict = try gate.verdict(entering: environment, deployer: deployer)
  let rules = try gate.environment(environment)
  let planned = try plannedChanges(
    gate.stored.package, in: rules.environment, topFolder: project.top)
  var result = DeployResult(
    environment: environment, tag: tag,
    verification: VerifyResult(verdict, gate, environment: environment), planned: planned)
  let running = try ledger.running()
  let isCurrent = running?.digest == gate.stored.digest && planned.allSatisfy(\.changes.isEmpty)
  guard verdict.isAllowed, !request.isDryRun, !isCurrent else { return result }
  let initial = Deployment(
    id: try nonce(), action: .deploy, environment: environment,
    package: gate.stored.package.name, tag: tag, digest: gate.stored.digest, replaced: running,
    environmentDigest: rules.digest, policy: gate.chain.rules.reference, by: deployer,
    startedAt: around.now(), targets: [])
  let run = DeploymentRun(
    project: project, ledger: ledger, stored: gate.stored, environment: rules.environment,
    key: try SigningKey.find(request.key, in: project.repository, around))
  result.deployment = try await run.begin(initial)
  return result
}

/// Reverts what the last deployment applied.
///
/// - Throws: `.notFound` when nothing that could be rolled back was deployed.
public func rollBack(
  _ environment: String, _ request: DeployRequest, _ around: Surroundings
) async throws(Problem) -> DeployResult {
  let project = try Project.open(around)
  if request.isResuming {
    return try await resume(environment, request, project)
  }
  let chain = try PolicyChain.read(project)
  let key = try SigningKey.find(request.key, in: project.repository, around)
  let deployer = try person(with: key, in: chain)
  guard let rules = chain.rules.environments[environment] else {
    throw Problem(
      .notFound,
      "the policy in force knows no environment \(quoted(environment))"
        + suggestion(for: environment, among: chain.rules.environments.keys), hint: "relman status")
  }
  let ledger = Ledger(repository: project.repository, environment: environment)
  if !request.isDryRun { try await RemoteLedger(ledger, project).receive() }
  try ledger.requireIdle()
  guard let last = try ledger.standing().first else {
    throw Problem(
      .notFound, "nothing that could be rolled back was deployed to \(environment)",
      hint: "relman log \(environment)")
  }
  let stored = try StoredPackage.read(tag: last.tag, in: project.repository)
  try require(stored, is: last)
  let initial = Deployment(
    rollingBack: last, id: try nonce(), environmentDigest: rules.digest,
    policy: chain.rules.reference, by: deployer, startedAt: around.now())
  var result = DeployResult(
    environment: environment, tag: last.tag,
    planned: last.targets.map {
      PlannedChanges(target: $0.name, database: $0.database, changes: $0.applied.reversed())
    })
  guard !request.isDryRun else { return result }
  let run = DeploymentRun(
    project: project, ledger: ledger, stored: stored, environment: rules.environment, key: key)
  result.deployment = try await run.begin(initial)
  return result
}

/// Goes on with the deployment, or rollback, that was cut short, by the rules that it began with.
private func resume(
  _ environment: String, _ request: DeployRequest, _ project: Project
) async throws(Problem) -> DeployResult {
  let chain = try PolicyChain.read(project)
  let ledger = Ledger(repository: project.repository, environment: environment)
  try await RemoteLedger(ledger, project).receive()
  guard let latest = try ledger.latest(), try !ledger.isComplete(latest) else {
    throw Problem(
      .notFound, "no deployment to \(quoted(environment)) was cut short",
      hint: "relman log \(environment)")
  }
  let begun = latest.deployment
  let stored = try StoredPackage.read(tag: begun.tag, in: project.repository)
  try require(stored, is: begun)
  try stored.checkIntegrity()
  let key = try SigningKey.find(request.key, in: project.repository, project.around)
  _ = try person(with: key, in: chain)
  let run = DeploymentRun(
    project: project, ledger: ledger, stored: stored,
    environment: try environmentRules(of: begun, in: chain), key: key)
  return DeployResult(
    environment: environment, tag: begun.tag, planned: [],
    deployment: try await run.resume(latest))
}

private func require(_ stored: StoredPackage, is deployment: Deployment) throws(Problem) {
  guard stored.digest == deployment.digest else {
    throw Problem(
      .badData,
      "the package \(deployment.tag) is not the one that was deployed: the record says "
        + "\(deployment.digest.short), the package is \(stored.digest.short)",
      hint: "relman package verify \(deployment.tag)")
  }
}

private func environmentRules(
  of deployment: Deployment, in chain: PolicyChain
) throws(Problem) -> Environment {
  for entry in chain.entries where entry.digest == deployment.policy.digest {
    let rules = try entry.snapshot.rules(version: entry.version.version, digest: entry.digest)
    if let found = rules.environments[deployment.environment] { return found.environment }
  }
  throw Problem(
    .badData, "the policy that \(deployment.environment) was deployed by is not in the chain",
    hint: "relman policy log")
}
