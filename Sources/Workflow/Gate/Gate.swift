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

  init(_ tag: String, _ project: Project, at moment: PastMoment? = nil) throws(Problem) {
    let trusted = try project.policy()
    let chain =
      try moment.map { moment throws(Problem) in
        try trusted.asOf(moment.policy(in: trusted).entry.reference)
      } ?? trusted
    let stored = try StoredPackage.read(tag: tag, in: project.store)
    let now = moment?.time ?? project.context.now()
    func statements<Predicate: Codable & Hashable & NamesHeads>(
      _ type: String, in ref: String
    ) throws(Problem) -> VerifiedStatements<Predicate> {
      let notes = try CountedNotes(ref, in: project.store)
      return try VerifiedStatements(
        type, on: stored.commit, in: notes, by: chain, at: now,
        past: moment.map { moment throws(Problem) in
          try PastNotes(moment, on: stored.commit, in: notes)
        })
    }
    approvals = try statements(PredicateType.approval, in: RefName.approvals)
    evidence = try statements(PredicateType.evidence, in: RefName.evidence)
    // Records are judged by the policy that each names, which may have come into force since.
    verifier = project.verifier(trusted)
    (self.project, self.chain, self.stored, self.now, self.moment) = (
      project, chain, stored, now, moment
    )
  }

  /// The whole answer: the package is built again, and what others saw of relman's refs is looked
  /// for here.
  ///
  /// - Parameter isPinned: whether what the newest promotion saw counts too.
  func fullVerdict(
    entering environment: String, deployer: String? = nil, isPinned: Bool = true
  ) throws(Problem) -> Verdict {
    try verdict(
      entering: environment, deployer: deployer, reproduction(),
      missing: missingTips(isPinned: isPinned))
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
    let named = try missingHere()
    facts.missing = Array(missing ?? named.missing)
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
    let ledger = ledger(of: environment)
    var result: Deployment?
    try ledger.deployments { entry throws(Problem) in
      let matches = entry.deployment.digest == stored.digest && entry.deployment.state.isFinal
      if matches { result = entry.deployment }
      return !matches
    }
    return result
  }
}
