import Records
import Git
import Release

/// Everything that decides whether a package may enter an environment, read from this clone alone:
/// the rules in force, the package, the statements on it and the records.
struct Gate {
  let project: Project
  let chain: PolicyChain
  let stored: StoredPackage
  let approvals: VerifiedStatements<Approval>
  let evidence: VerifiedStatements<Evidence>
  private let verifier: RecordVerifier
  /// For a summary, records are looked for no further back than the package is old, so that a long
  /// ledger costs nothing. The clocks that say so may differ by a day; a verdict that somebody acts
  /// upon does not go by them.
  var isSummary = false

  init(_ tag: String, _ project: Project) throws(Problem) {
    try self.init(tag, project, by: GateRecords(project, project.policy()))
  }

  /// - Parameter records: may serve the gates of several packages.
  init(_ tag: String, _ project: Project, by records: GateRecords) throws(Problem) {
    self.project = project
    chain = records.chain
    verifier = records.verifier
    stored = try StoredPackage.read(tag: tag, in: project.repository)
    let now = project.context.now()
    approvals = try VerifiedStatements(
      PredicateType.approval, on: stored.commit,
      in: project.notes(RefName.approvals), by: chain, at: now)
    evidence = try VerifiedStatements(
      PredicateType.evidence, on: stored.commit,
      in: project.notes(RefName.evidence), by: chain, at: now)
  }

  /// - Parameters:
  ///   - reproduction: where it was not looked at, nothing is said against the package.
  ///   - proposed: a statement that is yet to be signed.
  /// - Throws: `.notFound`, with the nearest name, when the rules in force know no such
  ///   environment.
  func verdict(
    entering environment: String, deployer: String? = nil,
    _ reproduction: Facts.Reproduction = .reproduced,
    with proposed: SignedStatement<Approval>? = nil
  ) throws(Problem) -> Verdict {
    var facts = try facts(for: environment)
    facts.reproduction = reproduction
    facts.approvals += [proposed].compactMap { $0 }
    return try Release.verdict(
      on: VerdictSubject(stored.package, digest: stored.digest), entering: environment,
      deployer: deployer, facts: facts, rules: chain.rules, now: project.context.now())
  }

  /// The rules of one environment.
  func environment(_ name: String) throws(Problem) -> Rules.EnvironmentRules {
    try chain.environment(name)
  }

  /// The statements that met the verdict's requirements, by their ids.
  func counted(by verdict: Verdict) -> [Digest] {
    let discounted = Set(verdict.discounted.map(\.statement))
    let ids = approvals.statements.map(\.id) + evidence.statements.map(\.id)
    return ids.filter { !discounted.contains($0) }
  }

  private func facts(for environment: String) throws(Problem) -> Facts {
    var deployments: [String: [Deployment]] = [:]
    if let after = chain.rules.environments[environment]?.environment.after {
      deployments[after.environment] = try last(in: after.environment).map { [$0] } ?? []
    }
    return Facts(
      approvals: approvals.statements, evidence: evidence.statements,
      notesHistory: try notesHistory(), deployments: deployments,
      resident: try ledger(of: environment)
        .latest()?.deployment.package)
  }

  private func ledger(of environment: String) -> Ledger {
    Ledger(project.store, environment: environment, verifier: verifier)
  }

  /// The last finished deployment of this package in an environment.
  private func last(in environment: String) throws(Problem) -> Deployment? {
    guard isSummary else { return try lastOfAll(in: environment) }
    let taggedAt = try project.repository.commit(stored.commit).committer.time
    let earliest = taggedAt.adding(seconds: -86_400)
    var result: Deployment?
    try ledger(of: environment).deployments { entry throws(Problem) in
      let deployment = entry.deployment
      let matches = deployment.digest == stored.digest && deployment.state.isFinal
      if matches { result = deployment }
      return !matches && deployment.startedAt >= earliest
    }
    return result
  }

  private func lastOfAll(in environment: String) throws(Problem) -> Deployment? {
    var result: Deployment?
    try ledger(of: environment).deployments(of: stored.digest) { entry in
      if entry.deployment.state.isFinal { result = entry.deployment }
      return result == nil
    }
    return result
  }

  /// The notes commits that the statements saw and this clone has, by ancestry.
  private func notesHistory() throws(Problem) -> Set<ObjectID> {
    guard let tip = try project.repository.reference(RefName.approvals) else { return [] }
    var known: Set<ObjectID> = []
    for seen in Set(approvals.statements.compactMap(\.predicate.notesHead)) {
      if project.repository.contains(seen), try project.repository.isAncestor(seen, of: tip) {
        known.insert(seen)
      }
    }
    return known
  }
}
