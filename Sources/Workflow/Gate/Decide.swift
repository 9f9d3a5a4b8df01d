import Records
import Git
import Release
import Trust

/// Signs an approval or a rejection and adds it to the package's notes.
///
/// An approval replaces the person's own standing rejection of the same package and environment, a
/// rejection whatever of theirs stands.
///
/// - Throws: `.refused` for an approval that could never count: the environment is for another
///   package.
public func decide(
  _ decision: Approval.Decision, on tag: String, for environment: String,
  _ request: DecisionRequest, _ context: CommandContext
) async throws(Problem) -> DecisionResult {
  let project = try Project.open(context)
  let gate = try Gate(tag, project)
  try gate.requireReproduced()
  let signer = try StatementSigner(request, gate)
  let here = try gate.environment(environment)
  if decision == .approve { try gate.requireRightPackage(for: environment) }
  let superseded = gate.standing(of: signer.person, in: environment).last {
    decision == .reject || $0.predicate.decision == .reject
  }
  let expiry = decision == .approve ? here.environment.gates.expiresSeconds : nil
  let approval = Approval(
    decision: decision, environment: environment, environmentDigest: here.digest,
    repository: gate.chain.rules.policy.repository, policy: gate.chain.rules.reference,
    roles: signer.roles, reason: request.reason,
    expires: expiry.map { gate.now.adding(seconds: $0) }, supersedes: superseded?.id,
    heads: try project.store.heads(addingTo: RefName.approvals), nonce: try nonce())
  if let why = try gate.whyNotCounted(approval, by: signer.person, in: environment) {
    context.say("warning: this will not count: \(why)")
  }
  return try await signer.say(approval)
}

extension Gate {
  fileprivate func requireRightPackage(for environment: String) throws(Problem) {
    let requirements = try verdict(entering: environment).requirements
    guard let wrong = requirements.first(where: { $0.rule == .package }), wrong.state == .refused
    else { return }
    throw Problem(.refused, wrong.detail, hint: wrong.hint)
  }

  /// Why a statement that is yet to be signed would not count; nil when it would.
  fileprivate func whyNotCounted(
    _ approval: Approval, by person: String, in environment: String
  ) throws(Problem) -> String? {
    let id = try Digest.sha256(Array(approval.nonce.utf8))
    let proposed = SignedStatement(
      id: id, subject: stored.digest, person: person, predicate: approval)
    return try verdict(entering: environment, with: proposed).discounted
      .first { $0.statement == id }?.why
  }

  /// The person's own approvals and rejections that they have neither replaced nor revoked.
  fileprivate func standing(
    of person: String, in environment: String
  ) -> [SignedStatement<Approval>] {
    let own = approvals.statements.filter {
      $0.person == person && $0.subject == stored.digest && $0.predicate.environment == environment
    }
    let replaced = Set(own.compactMap(\.predicate.supersedes))
    return own.filter { $0.predicate.decision != .revoke && !replaced.contains($0.id) }
  }
}

/// Signs that a statement of one's own no longer counts.
///
/// - Parameter id: the statement's id, or at least eight of its first digits.
/// - Throws: `.notFound` when no package carries such a statement, `.notPermitted` when it is
///   somebody else's.
public func revoke(
  _ id: String, _ request: DecisionRequest, _ context: CommandContext
) async throws(Problem) -> DecisionResult {
  let project = try Project.open(context)
  let (gate, statement) = try find(id, project)
  let signer = try StatementSigner(request, gate)
  guard signer.person == statement.person else {
    throw Problem(
      .notPermitted,
      "\(statement.id.short) was signed by \(statement.person), and only \(statement.person) may "
        + "revoke it")
  }
  var revocation = statement.predicate
  revocation.decision = .revoke
  revocation.reason = request.reason
  revocation.expires = nil
  revocation.supersedes = statement.id
  revocation.heads = try project.store.heads(addingTo: RefName.approvals)
  revocation.nonce = try nonce()
  return try await signer.say(revocation)
}

private func find(
  _ id: String, _ project: Project
) throws(Problem) -> (Gate, SignedStatement<Approval>) {
  guard id.utf8.count >= 8 else {
    throw Problem(.usage, "\(quoted(id)) is too short for a statement's id: give 8 digits or more")
  }
  var found: [(Gate, SignedStatement<Approval>)] = []
  let noted = Set(try project.store.notes(RefName.approvals).objects())
  for (tag, commit) in StoredPackage.all(in: project.store)
  where noted.contains(commit) {
    let gate = try Gate(tag, project)
    for statement in gate.approvals.statements where statement.id.hex.hasPrefix(id) {
      found.append((gate, statement))
    }
  }
  guard let only = found.first else {
    throw Problem(
      .notFound, "no package carries a statement \(quoted(id))", hint: "relman package list")
  }
  guard found.count == 1 else {
    throw Problem(.usage, "\(quoted(id)) stands for \(found.count) statements: give more digits")
  }
  return only
}

extension Rules {
  /// As a statement names the rules that it went by.
  var reference: PolicyReference { PolicyReference(version: version, digest: digest) }
}
