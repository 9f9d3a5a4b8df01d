import Records
import Git
import Release

/// What `relman attest` answers.
public struct AttestResult: Encodable, Sendable {
  public var statement: Digest?
  public var kind: String
  public var result: Evidence.Result
  public var tag: String
  public var digest: Digest
  public var person: String
}

/// Signs what was seen of a release, such as that its tests passed, and adds it to the package's
/// notes. It replaces what the same person said of the same kind before.
///
/// - Throws: `.usage` when `kind` is no name.
public func attest(
  _ kind: String, _ outcome: Evidence.Result, of tag: String, _ request: DecisionRequest,
  _ context: CommandContext
) async throws(Problem) -> AttestResult {
  guard isName(kind) else {
    throw Problem(.usage, "\(quoted(kind)) is no name for evidence: \(nameRule)")
  }
  let project = try Project.open(context)
  let gate = try Gate(tag, project)
  try gate.requireReproduced()
  let signer = try StatementSigner(request, gate)
  let earlier = gate.evidence.statements.last {
    $0.person == signer.person && $0.predicate.kind == kind && $0.subject == gate.stored.digest
  }
  let evidence = Evidence(
    kind: kind, result: outcome, repository: gate.chain.rules.policy.repository,
    reason: request.reason, supersedes: earlier?.id,
    heads: try project.store.heads(addingTo: RefName.evidence), nonce: try nonce())
  return AttestResult(
    statement: try await signer.note(
      evidence, as: PredicateType.evidence, in: RefName.evidence), kind: kind, result: outcome,
    tag: tag, digest: gate.stored.digest, person: signer.person)
}
