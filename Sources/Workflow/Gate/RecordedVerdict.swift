import Git
import Records
import Release
import Trust

extension Project {
  /// Reads ledgers: a record that goes forward counts where the statements that it names let its
  /// package in.
  func verifier(_ chain: PolicyChain?) -> RecordVerifier {
    RecordVerifier(chain) { entry, rules throws(Problem) in
      guard let chain else { return "there is no policy" }
      return try whyNotAllowed(entry, rules, chain)
    }
  }

  /// Why the statements that a record names do not let its package in, by the rules and at the time
  /// that it names; nil where they do.
  private func whyNotAllowed(
    _ entry: LedgerEntry, _ rules: Rules, _ chain: PolicyChain
  ) throws(Problem) -> String? {
    let deployment = entry.deployment
    guard store.snapshot[RefName.package(deployment.tag)] != nil else {
      return "the package \(quoted(deployment.tag)) is not here"
    }
    let stored = try StoredPackage.read(tag: deployment.tag, in: store)
    guard stored.digest == deployment.digest else {
      return "it is of another package \(quoted(deployment.tag)) than the one here"
    }
    let ids = Set(entry.session.allowedBy)
    let facts = Facts(
      approvals: try named(ids, PredicateType.approval, in: RefName.approvals, on: stored, chain),
      evidence: try named(ids, PredicateType.evidence, in: RefName.evidence, on: stored, chain))
    let verdict = try Release.verdict(
      on: VerdictSubject(stored.package, digest: stored.digest), entering: deployment.environment,
      deployer: deployment.by, facts: facts, rules: rules, now: entry.record.recordedAt)
    let unmet = verdict.requirements.first { $0.state != .met && $0.rule.isByStatements }
    return unmet.map { "what it names does not allow it: \($0.rule): \($0.detail)" }
  }

  /// The statements of one kind that are named. When a key signed nobody knows, so that one which
  /// has ended since counts for then.
  private func named<Predicate: Codable & Hashable & NamesHeads>(
    _ ids: Set<Digest>, _ type: String, in ref: String, on stored: StoredPackage,
    _ chain: PolicyChain
  ) throws(Problem) -> [SignedStatement<Predicate>] {
    let statements = try VerifiedStatements<Predicate>(
      type, on: stored.commit, in: CountedNotes(ref, in: store), by: chain, at: context.now())
    return statements.statements.filter { ids.contains($0.id) }.map { statement in
      var statement = statement
      statement.isKeyCurrent = true
      return statement
    }
  }
}
