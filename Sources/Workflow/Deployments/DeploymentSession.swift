import Git
import Records
import Release

/// What a deployment, a rollback and a resumption have in common: fresh records, the rules in
/// force, the ledger, and the person who acts.
struct DeploymentSession {
  /// With the fresh records.
  let project: Project
  let chain: PolicyChain
  let ledger: Ledger
  let key: SigningKey
  /// By the policy in force.
  let person: String
  let rules: Rules.EnvironmentRules
  let remote: Remote?
  private let newDatabases: [String]

  /// - Parameter isMending: whether a ledger that went on here and at the remote becomes one again.
  /// - Throws: `.notPermitted` where the person may not deploy to the environment.
  init(
    _ environment: String, _ request: DeployRequest, _ context: CommandContext,
    isMending: Bool = false
  ) async throws(Problem) {
    newDatabases = request.newDatabases
    let isOffline = request.isDryRun || request.isOffline
    let fresh = try await FreshRecords(
      context, isOffline: isOffline, mending: isMending ? environment : nil)
    (project, remote) = (fresh.project, fresh.remote)
    chain = try project.policy()
    rules = try project.rules(of: environment, chain)
    try rules.environment.requireOffline(request.isOffline)
    ledger = Ledger(project.store, environment: environment, verifier: project.verifier(chain))
    key = try SigningKey.find(request.key, in: project.repository, project.context)
    person = try chain.person(with: key, at: project.context.now())
    try chain.rules.requireDeployer(person, in: rules.environment)
  }

  var environment: Environment { rules.environment }

  func run(_ stored: StoredPackage) -> DeploymentRun {
    DeploymentRun(session: self, stored: stored)
  }

  /// A deployment that somebody else began, as this person goes on with it by the rules of now.
  func takenOver(_ deployment: Deployment) -> Deployment {
    var result = deployment
    result.by = person
    result.policy = chain.rules.reference
    result.environmentDigest = rules.digest
    return result
  }

  /// By target, the changes that the records say it has; none where its database starts over.
  ///
  /// - Throws: `.notFound` for a database that starts over and is no target's.
  func recorded() throws(Problem) -> [String: [String]] {
    let known = environment.targets.map(\.name)
    if let unknown = newDatabases.first(where: { !known.contains($0) }) {
      throw Problem(
        .notFound,
        "\(environment.name) has no target \(quoted(unknown))"
          + suggestion(for: unknown, among: known), hint: "relman policy show")
    }
    return standingMigrations(try ledger.all()).filter { !newDatabases.contains($0.key) }
  }

  /// The package of a deployment that is on record.
  ///
  /// - Throws: `.badData` when it is not the one that was deployed, `.refused` when no record shows
  ///   that it was ever let in here: its scripts are not run, on the way back neither.
  func stored(for deployment: Deployment) throws(Problem) -> StoredPackage {
    try requireLetIn(deployment)
    let stored = try StoredPackage.read(tag: deployment.tag, in: project.store)
    guard stored.digest == deployment.digest else {
      throw Problem(
        .badData,
        "the package \(deployment.tag) is not the one that was deployed: the record says "
          + "\(deployment.digest.short), the package is \(stored.digest.short)",
        hint: "relman package verify \(deployment.tag)")
    }
    try stored.files().check()
    return stored
  }

  private func requireLetIn(_ deployment: Deployment) throws(Problem) {
    var isLetIn = false
    try ledger.entries { entry throws(Problem) in
      isLetIn =
        entry.deployment.action == .deploy && entry.deployment.state.goesForward
        && entry.deployment.digest == deployment.digest
      return !isLetIn
    }
    guard !isLetIn else { return }
    throw Problem(
      .refused,
      "no record shows that \(deployment.tag) was ever let into \(ledger.environment): its scripts "
        + "are not run", hint: "relman log \(ledger.environment)")
  }

  /// The deployment that was begun, has not ended or needs repair, and whose process is no more.
  ///
  /// - Throws: `.notFound` when there is none, `.tryAgain` while it may still be at work.
  func unfinished() throws(Problem) -> LedgerEntry {
    let name = ledger.environment
    guard let latest = try ledger.latest(), latest.deployment.canBeResumed else {
      throw Problem(
        .notFound, "no deployment to \(quoted(name)) was cut short", hint: "relman log \(name)")
    }
    let process = latest.session.process
    let liveness = latest.record.liveness(
      of: latest.session, isRunning: try process.isRunning(), now: project.context.now())
    let what = "\(latest.deployment.action.rawValue) of \(latest.deployment.tag) to \(name)"
    switch liveness {
    case .dead: return latest
    case .alive:
      throw Problem(
        .tryAgain,
        "the \(what) is at work: process \(process.pid) on \(process.host), for "
          + latest.deployment.by, hint: "relman log \(name)")
    case .unknown(let end):
      throw Problem(
        .tryAgain,
        "the \(what) may be at work on \(process.host), for \(latest.deployment.by); until \(end) "
          + "nobody here can tell", hint: abandonCommand(latest.deployment))
    }
  }

  func abandonCommand(_ deployment: Deployment) -> ShellCommand {
    "relman deploy \(deployment.environment) --abandon \(deployment.id.prefix(8)) --reason REASON"
  }
}
