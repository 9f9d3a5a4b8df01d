import Records
import Git
import Release

/// Everything that decides whether a package may enter an environment, read from this clone alone:
/// the rules in force, the package, the statements on it and the records; or all this as it was at
/// a moment in the past.
struct Gate {
  let project: Project
  let chain: PolicyChain
  let stored: StoredPackage
  let approvals: VerifiedStatements<Approval>
  let evidence: VerifiedStatements<Evidence>
  let now: Instant
  private let verifier: RecordVerifier
  /// Nil for now.
  private let moment: PastMoment?
  /// For a summary, records are looked for no further back than the package is old, so that a long
  /// ledger costs nothing. The clocks that say so may differ by a day; a verdict that somebody acts
  /// upon does not go by them.
  var isSummary = false

  init(_ tag: String, _ project: Project, at moment: PastMoment? = nil) throws(Problem) {
    try self.init(tag, project, by: GateRecords(project, project.policy()), at: moment)
  }

  /// - Parameters:
  ///   - records: may serve the gates of several packages.
  ///   - moment: when it is asked for; nil for now.
  init(
    _ tag: String, _ project: Project, by records: GateRecords, at moment: PastMoment? = nil
  ) throws(Problem) {
    let trusted = records.chain
    let chain =
      try moment.map { moment throws(Problem) in
        try trusted.asOf(moment.policy(in: trusted).entry.reference)
      } ?? trusted
    let stored = try StoredPackage.read(tag: tag, in: project.store)
    let now = moment?.time ?? project.context.now()
    func statements<Predicate: Codable & Hashable & NamesHeads>(
      _ type: String, in ref: String
    ) throws(Problem) -> VerifiedStatements<Predicate> {
      let notes = try project.store.notes(ref)
      return try VerifiedStatements(
        type, on: stored.commit, in: notes, by: chain, at: now,
        past: moment.map { moment throws(Problem) in
          try PastNotes(moment, on: stored.commit, in: notes)
        })
    }
    approvals = try statements(PredicateType.approval, in: RefName.approvals)
    evidence = try statements(PredicateType.evidence, in: RefName.evidence)
    // Records are judged by the policy that each names, which may have come into force since.
    verifier = records.verifier
    (self.project, self.chain, self.stored, self.now, self.moment) = (
      project, chain, stored, now, moment
    )
  }

  /// The whole answer: the package is built again, and what others saw of relman's refs is looked
  /// for here.
  func fullVerdict(
    entering environment: String, deployer: String? = nil
  ) throws(Problem) -> Verdict {
    var heads = try missingAnywhere()
    try warnOfPromotion(&heads)
    return try verdict(
      entering: environment, deployer: deployer, reproduction(), missing: heads.missing)
  }

  /// - Parameters:
  ///   - reproduction: where it was not looked at, nothing is said against the package.
  ///   - missing: what others saw; nil where only the statements on the package are asked.
  ///   - proposed: a statement that is yet to be signed.
  /// - Throws: `.notFound`, with the nearest name, when the rules in force know no such
  ///   environment.
  func verdict(
    entering environment: String, deployer: String? = nil,
    _ reproduction: Facts.Reproduction = .reproduced, missing: Set<MissingTip>? = nil,
    with proposed: SignedStatement<Approval>? = nil
  ) throws(Problem) -> Verdict {
    _ = try project.rules(of: environment, chain)
    var facts = try facts(for: environment)
    facts.reproduction = reproduction
    let tips = if let missing { missing } else { try missingHere().missing }
    facts.missing = Array(tips)
    facts.approvals += [proposed].compactMap { $0 }
    return try Release.verdict(
      on: VerdictSubject(stored.package, digest: stored.digest), entering: environment,
      deployer: deployer, facts: facts, rules: chain.rules, now: now)
  }

  /// The rules of one environment.
  func environment(_ name: String) throws(Problem) -> Rules.EnvironmentRules {
    try project.rules(of: name, chain)
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
      approvals: approvals.statements, evidence: evidence.statements, deployments: deployments,
      resident: try ledger(of: environment).latest()?.deployment.package)
  }

  func ledger(of environment: String) -> Ledger {
    Ledger(project.store, environment: environment, verifier: verifier, until: moment?.time)
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
}
