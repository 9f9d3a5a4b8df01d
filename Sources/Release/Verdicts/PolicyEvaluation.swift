/// May `subject` enter `environment` now? A pure function: the clock is given, and whoever asks.
///
/// - Parameter deployer: the person who would deploy; nil when nobody has asked to.
/// - Throws: `.notFound` when the rules in force know no such environment or release model.
public func verdict(
  on subject: VerdictSubject, entering environment: String, deployer: String? = nil, facts: Facts,
  rules: Rules, now: Instant
) throws(Problem) -> Verdict {
  let evaluation = try PolicyEvaluation(
    subject: subject, environment: environment, deployer: deployer, facts: facts, rules: rules,
    now: now)
  return evaluation.verdict()
}

private struct PolicyEvaluation {
  let subject: VerdictSubject
  let here: Rules.EnvironmentRules
  let model: ReleaseModel
  let deployer: String?
  let facts: Facts
  let rules: Rules
  let now: Instant
  let effective: EffectiveStatements

  init(
    subject: VerdictSubject, environment: String, deployer: String?, facts: Facts, rules: Rules,
    now: Instant
  ) throws(Problem) {
    guard let here = rules.environments[environment] else {
      let near = suggestion(for: environment, among: rules.environments.keys)
      throw Problem(
        .notFound, "the policy in force knows no environment \(quoted(environment))" + near,
        hint: "relman policy publish")
    }
    guard let model = rules.models[subject.model] else {
      throw Problem(
        .notFound, "the policy in force knows no release model \(quoted(subject.model))",
        hint: "relman policy publish")
    }
    self.subject = subject
    self.here = here
    self.model = model
    self.deployer = deployer
    self.facts = facts
    self.rules = rules
    self.now = now
    effective = EffectiveStatements(
      facts.approvals, for: subject, under: here, of: rules.policy.repository, at: now)
  }

  func verdict() -> Verdict {
    var verdict = approvals()
    let vetoes = vetoes()
    verdict.requirements += [rejections(vetoes.effective), notes()]
    verdict.requirements += [predecessor()].compactMap { $0 }
    verdict.requirements += here.environment.gates.evidence.map(evidence)
    verdict.requirements.append(reproduced())
    if let package = rightPackage() { verdict.add(package) }
    verdict.discounted = (effective.discounted + verdict.discounted + vetoes.discounted).sorted {
      ($0.person, $0.why, $0.statement) < ($1.person, $1.why, $1.statement)
    }
    return verdict
  }

  private func approvals() -> Verdict {
    let gates = gates()
    var statements: [String: Set<String>] = [:]
    var discounted: [Verdict.Discounted] = []
    for statement in effective.approvals {
      let roles = roles(of: statement)
      if let why = whyNotDistinct(statement.person) ?? whyNone(roles, of: statement.person) {
        discounted.append(.init(statement: statement.id, person: statement.person, why: why))
      } else {
        statements[statement.person, default: []].formUnion(roles)
      }
    }
    let slots = gates.flatMap { Array(repeating: $0.role, count: $0.count) }
    let filled = Array(zip(slots, matching(slots: slots, persons: statements)))
    let requirements = gates.map { gate in
      requirement(gate, by: filled.compactMap { $0.0 == gate.role ? $0.1 : nil }.sorted())
    }
    return Verdict(requirements: requirements, discounted: discounted)
  }

  private func requirement(_ gate: ApprovalGate, by persons: [String]) -> Verdict.Requirement {
    let rule = VerdictRule.approval(role: gate.role)
    let count = "\(persons.count) of \(gate.count)"
    guard persons.count < gate.count else {
      return .init(rule, .met, "\(count) approved as \(gate.role)", by: persons)
    }
    let able = (rules.policy.roles[gate.role] ?? []).sorted()
      .filter { !persons.contains($0) && whyNotDistinct($0) == nil }
    let who = able.isEmpty ? "no eligible approver left" : "may: " + able.joined(separator: ", ")
    return .init(
      rule, .missing, "\(count) approved as \(gate.role); \(who)", by: persons,
      hint: able.isEmpty
        ? "relman policy show" : "relman approve \(subject.tag) \(here.environment.name)")
  }

  /// The environment's gates and the model's, one for each role: the higher count.
  private func gates() -> [ApprovalGate] {
    var result: [ApprovalGate] = []
    for gate in here.environment.gates.approvals + model.approvals {
      if let known = result.firstIndex(where: { $0.role == gate.role }) {
        result[known].count = max(result[known].count, gate.count)
      } else {
        result.append(gate)
      }
    }
    return result
  }

  /// The roles that the signer claimed and, by the rules in force, has.
  private func roles(of statement: SignedStatement<Approval>) -> Set<String> {
    Set(statement.predicate.roles).intersection(rules.policy.roles(of: statement.person))
  }

  private func whyNone(_ roles: Set<String>, of person: String) -> String? {
    roles.isEmpty ? "the policy gives \(person) none of the roles that it names" : nil
  }

  private func whyNotDistinct(_ person: String) -> String? {
    let distinct = here.environment.gates.distinct
    if distinct.contains(.deployer), person == deployer { return "\(person) would deploy it" }
    guard distinct.contains(.author),
      subject.authors.contains(where: { rules.policy.person(withMail: $0) == person })
    else { return nil }
    return "\(person) wrote a commit of it"
  }

  /// The rejections that block, and those that do not, since who made them has no veto.
  private func vetoes() -> (
    effective: [SignedStatement<Approval>], discounted: [Verdict.Discounted]
  ) {
    var vetoes: [SignedStatement<Approval>] = []
    var discounted: [Verdict.Discounted] = []
    for statement in effective.rejections {
      if roles(of: statement).contains(where: rules.policy.hasVeto) {
        vetoes.append(statement)
      } else {
        let why = "none of \(statement.person)'s roles has a veto"
        discounted.append(.init(statement: statement.id, person: statement.person, why: why))
      }
    }
    return (vetoes, discounted)
  }

  private func rejections(_ vetoes: [SignedStatement<Approval>]) -> Verdict.Requirement {
    guard !vetoes.isEmpty else { return .init(.rejections, .met, "no rejection stands") }
    let reasons = vetoes.map { veto in
      "\(veto.person): \(quoted(veto.predicate.reason ?? "no reason given")) (\(veto.id.short))"
    }
    return .init(
      .rejections, .refused, reasons.joined(separator: "; "),
      by: Array(Set(vetoes.map(\.person))).sorted(),
      hint: vetoes.first.map { "relman revoke \($0.id.short)" })
  }

  private func notes() -> Verdict.Requirement {
    let first = facts.missing.min { ($0.ref, $0.person, $0.tip) < ($1.ref, $1.person, $1.tip) }
    guard let first else { return .init(.notes, .met, "no approval note is missing") }
    let here = first.here.map { "this clone has \($0.short)" } ?? "this clone has none"
    return .init(
      .notes, .refused, "\(first.person) saw \(first.ref) at \(first.tip.short), and \(here)",
      by: [first.person], hint: "relman sync")
  }

  private func reproduced() -> Verdict.Requirement {
    switch facts.reproduction {
    case .reproduced: return .init(.reproduced, .met, "its tag gives this package")
    case .differs(let digest):
      return .init(
        .reproduced, .refused,
        "its tag gives another package: \(digest.short), and this is \(subject.digest.short)",
        hint: "relman package verify \(subject.tag)")
    case .unknown(let why, let hint):
      return .init(.reproduced, .missing, why, hint: hint)
    }
  }

  /// In a repository with several packages an environment runs one of them.
  private func rightPackage() -> Verdict.Requirement? {
    let name = here.environment.name
    if let package = here.environment.package {
      return package == subject.package
        ? .init(.package, .met, "\(name) is for \(package)")
        : .init(
          .package, .refused, "\(name) is for \(package), and this is \(subject.package)",
          hint: "relman status")
    }
    guard let resident = facts.resident, resident != subject.package else { return nil }
    return .init(
      .package, .refused,
      "\(name) has \(resident), and this is \(subject.package): its manifest names no `package`",
      hint: "$EDITOR .relman/environments/\(name).yaml")
  }

  private func predecessor() -> Verdict.Requirement? {
    guard let after = here.environment.after else { return nil }
    let rule = VerdictRule.after(environment: after.environment)
    let last = (facts.deployments[after.environment] ?? [])
      .last { $0.digest == subject.digest && $0.state.isFinal }
    guard let last, last.action == .deploy, last.state == .succeeded, let since = last.finishedAt
    else {
      return .init(
        rule, .missing, whyNotRun(after.environment, last),
        hint: "relman deploy \(after.environment)")
    }
    let until = since.adding(seconds: after.soakSeconds)
    return until <= now
      ? .init(rule, .met, "\(after.environment) runs it since \(since)", by: [last.by])
      : .init(rule, .missing, "it soaks in \(after.environment) until \(until)")
  }

  private func whyNotRun(_ environment: String, _ last: Deployment?) -> String {
    guard let last else { return "\(environment) has not run this package" }
    return last.action == .rollback && last.state == .succeeded
      ? "\(environment) rolled this package back"
      : "the last \(last.action.rawValue) of it in \(environment) ended \(last.state.rawValue)"
  }

  private func mayAttest(_ statement: SignedStatement<Evidence>) -> Bool {
    statement.isKeyCurrent && !rules.policy.roles(of: statement.person).isEmpty
  }

  private func evidence(_ kind: String) -> Verdict.Requirement {
    let rule = VerdictRule.evidence(kind: kind)
    let made = Set(facts.evidence).filter {
      $0.subject == subject.digest && $0.predicate.kind == kind
        && $0.predicate.repository == rules.policy.repository
    }
    let seen = made.filter { old in
      !made.contains { $0.predicate.supersedes == old.id && $0.person == old.person }
    }.filter { $0.predicate.result == .failed || mayAttest($0) }
    let people = Array(Set(seen.map(\.person))).sorted()
    if seen.contains(where: { $0.predicate.result == .failed }) {
      return .init(rule, .refused, "\(kind) failed", by: people)
    }
    return seen.isEmpty
      ? .init(
        rule, .missing, "nobody has attested \(kind)",
        hint: "relman attest \(subject.tag) \(kind)")
      : .init(rule, .met, "\(kind) passed", by: people)
  }
}

extension Verdict {
  /// For the wrong package no command supplies what else is missing.
  fileprivate mutating func add(_ package: Requirement) {
    if package.state == .refused {
      for place in requirements.indices { requirements[place].hint = nil }
    }
    requirements.append(package)
  }
}
