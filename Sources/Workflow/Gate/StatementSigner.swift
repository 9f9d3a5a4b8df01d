import Records
import Formats
import Git
import Release
import Trust

/// The person who signs, and in which roles.
struct StatementSigner {
  let gate: Gate
  let key: SigningKey
  let person: String
  let roles: [String]
  let isDryRun: Bool

  /// - Throws: `.notPermitted` when the person has none of the roles, or no role at all.
  init(_ request: DecisionRequest, _ gate: Gate) throws(Problem) {
    self.gate = gate
    isDryRun = request.isDryRun
    key = try SigningKey.find(request.key, in: gate.project.repository, gate.project.context)
    person = try gate.chain.person(with: key, at: gate.project.context.now())
    let held = gate.chain.rules.policy.roles(of: person)
    for role in request.roles where !held.contains(role) {
      throw Problem(
        .notPermitted,
        "\(person) does not have the role \(quoted(role))" + suggestion(for: role, among: held),
        hint: "relman policy show")
    }
    guard !held.isEmpty else {
      throw Problem(
        .notPermitted, "\(person) has no role in the policy in force", hint: "relman policy show")
    }
    roles = request.roles.isEmpty ? held : request.roles
  }

  /// Signs what is said of the package and notes it.
  ///
  /// - Returns: the statement's id; nil for a dry run.
  func note<Predicate: Codable & Hashable & Sendable>(
    _ predicate: Predicate, as predicateType: String, in ref: String
  ) async throws(Problem) -> Digest? {
    guard !isDryRun else { return nil }
    let package = gate.stored.package
    let statement = Statement(
      about: "\(package.name)@\(package.version)", digest: gate.stored.digest,
      predicateType: predicateType, predicate: predicate)
    let envelope = try await sign(statement, with: key, gate.project.context)
    try gate.project.store.commit { transaction throws(Problem) in
      try transaction.addNote(
        lines: [Array(envelope.line.utf8)], on: gate.stored.commit, in: ref)
    }
    return try envelope.id(signedBy: key.publicKey)
  }

  func say(_ approval: Approval) async throws(Problem) -> DecisionResult {
    let package = gate.stored.package
    let id = try await note(approval, as: PredicateType.approval, in: RefName.approvals)
    return DecisionResult(
      statement: id, decision: approval.decision, tag: package.tag, digest: gate.stored.digest,
      environment: approval.environment, person: person, roles: approval.roles,
      expires: approval.expires, supersedes: approval.supersedes)
  }
}
