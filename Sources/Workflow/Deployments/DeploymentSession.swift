import Git
import Release

/// What a deployment, a rollback and a resumption have in common: the rules in force, the ledger,
/// and the person who acts.
struct DeploymentSession {
  let project: Project
  let chain: PolicyChain
  let ledger: Ledger
  let key: SigningKey
  /// By the policy in force.
  let person: String
  private let newDatabases: [String]

  init(
    _ environment: String, _ request: DeployRequest, _ project: Project
  ) async throws(Problem) {
    self.project = project
    newDatabases = request.newDatabases
    chain = try PolicyChain.read(project)
    ledger = Ledger(repository: project.repository, environment: environment)
    key = try SigningKey.find(request.key, in: project.repository, project.context)
    person = try Workflow.person(with: key, in: chain)
    if !request.isDryRun { try await RemoteLedger(ledger, project).receive() }
  }

  func run(_ stored: StoredPackage, in environment: Environment) -> DeploymentRun {
    DeploymentRun(
      project: project, ledger: ledger, stored: stored, environment: environment, key: key)
  }

  /// By target, the changes that the records say it has; none where its database starts over.
  ///
  /// - Throws: `.notFound` for a database that starts over and is no target's.
  func recorded(in environment: Environment) throws(Problem) -> [String: [String]] {
    let known = environment.targets.map(\.name)
    if let unknown = newDatabases.first(where: { !known.contains($0) }) {
      throw Problem(
        .notFound,
        "\(environment.name) has no target \(quoted(unknown))"
          + suggestion(for: unknown, among: known), hint: "relman policy show")
    }
    return standingMigrations(try ledger.standing().reversed())
      .filter { !newDatabases.contains($0.key) }
  }

  /// The package of a deployment that is on record.
  ///
  /// - Throws: `.badData` when it is not the one that was deployed.
  func stored(for deployment: Deployment) throws(Problem) -> StoredPackage {
    let stored = try StoredPackage.read(tag: deployment.tag, in: project.repository)
    guard stored.digest == deployment.digest else {
      throw Problem(
        .badData,
        "the package \(deployment.tag) is not the one that was deployed: the record says "
          + "\(deployment.digest.short), the package is \(stored.digest.short)",
        hint: "relman package verify \(deployment.tag)")
    }
    try stored.checkIntegrity()
    return stored
  }
}
