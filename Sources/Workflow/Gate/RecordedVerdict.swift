import Git
import Records
import Release
import Trust

extension Project {
  /// Reads ledgers: a record that goes forward counts where the statements that it names let its
  /// package in.
  func verifier(_ chain: PolicyChain?) -> RecordVerifier {
    guard let chain else { return RecordVerifier(nil) { _, _ in "there is no policy" } }
    let packages = JudgedPackages(self, chain)
    return RecordVerifier(chain) { entry, rules throws(Problem) in
      try packages.whyNotAllowed(entry, rules)
    }
  }
}

/// The packages that records are about, with the statements on them; those that several records are
/// about are read once.
private final class JudgedPackages {
  private typealias Judged = (
    stored: StoredPackage, approvals: [SignedStatement<Approval>],
    evidence: [SignedStatement<Evidence>]
  )

  private let project: Project
  private let chain: PolicyChain
  /// By their tags.
  private var known: [String: Judged] = [:]

  private static let maximumKnown = 64

  init(_ project: Project, _ chain: PolicyChain) {
    self.project = project
    self.chain = chain
  }

  /// Why the statements that a record names do not let its package in, by the rules and at the time
  /// that it names; nil where they do.
  func whyNotAllowed(_ entry: LedgerEntry, _ rules: Rules) throws(Problem) -> String? {
    let deployment = entry.deployment
    guard let judged = try package(deployment.tag) else {
      return "the package \(quoted(deployment.tag)) is not here"
    }
    guard judged.stored.digest == deployment.digest else {
      return "it is of another package \(quoted(deployment.tag)) than the one here"
    }
    let ids = Set(entry.session.allowedBy)
    let facts = Facts(
      approvals: judged.approvals.filter { ids.contains($0.id) },
      evidence: judged.evidence.filter { ids.contains($0.id) })
    let verdict = try Release.verdict(
      on: VerdictSubject(judged.stored.package, digest: judged.stored.digest),
      entering: deployment.environment, deployer: deployment.by, facts: facts, rules: rules,
      now: entry.record.recordedAt)
    let unmet = verdict.requirements.first { $0.state != .met && $0.rule.isByStatements }
    return unmet.map { "what it names does not allow it: \($0.rule): \($0.detail)" }
  }

  /// Nil where it is not here.
  private func package(_ tag: String) throws(Problem) -> Judged? {
    if let known = known[tag] { return known }
    guard project.store.snapshot[RefName.package(tag)] != nil else { return nil }
    let stored = try StoredPackage.read(tag: tag, in: project.store)
    let judged: Judged = (
      stored, try statements(PredicateType.approval, in: RefName.approvals, on: stored),
      try statements(PredicateType.evidence, in: RefName.evidence, on: stored)
    )
    if known.count == Self.maximumKnown { known = [:] }
    known[tag] = judged
    return judged
  }

  /// When a key signed nobody knows, so that one which has ended since counts for then.
  private func statements<Predicate: Codable & Hashable & NamesHeads>(
    _ type: String, in ref: String, on stored: StoredPackage
  ) throws(Problem) -> [SignedStatement<Predicate>] {
    let found = try VerifiedStatements<Predicate>(
      type, on: stored.commit, in: project.store.notes(ref), by: chain, at: project.context.now())
    return found.statements.map { statement in
      var statement = statement
      statement.isKeyCurrent = true
      return statement
    }
  }
}
