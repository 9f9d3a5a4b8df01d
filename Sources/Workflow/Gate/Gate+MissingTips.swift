import Git
import Records
import Release

extension Gate {
  /// What the statements on this package saw and is not here.
  func missingHere() throws(Problem) -> NamedHeads {
    var heads = NamedHeads(in: project.store)
    try heads.add(approvals.statements, by: chain.rules)
    try heads.add(evidence.statements, by: chain.rules)
    return heads
  }

  /// What any signed fact saw and is not here: statements on all packages, and the newest record of
  /// each environment.
  func missingAnywhere() throws(Problem) -> NamedHeads {
    var heads = try missingHere()
    try add(Approval.self, PredicateType.approval, in: RefName.approvals, to: &heads)
    try add(Evidence.self, PredicateType.evidence, in: RefName.evidence, to: &heads)
    for environment in chain.rules.environments.keys.sorted() {
      if let latest = try ledger(of: environment).latest() {
        try heads.add(latest.session.heads, seenBy: latest.deployment.by)
      }
    }
    return heads
  }

  /// Says what the newest promotion saw and is not here. Nobody signed that: whoever may push to
  /// the branch may name what never was, so that it holds nothing up.
  ///
  /// - Parameter heads: those that were looked at already.
  func warnOfPromotion(_ heads: inout NamedHeads) throws(Problem) {
    guard let (promotion, seen) = try project.repository.newestPromotion() else { return }
    let missing = try heads.missing(
      among: seen, seenBy: escaped(promotion.committer.name, limit: 60))
    guard let first = missing.min(by: { ($0.ref, $0.tip) < ($1.ref, $1.tip) }) else { return }
    project.context.say(
      "warning: the promotion \(promotion.id.short) of \(first.person) names "
        + "\(escaped(first.ref, limit: 200)) at \(first.tip.short), which this clone does not "
        + "have\nhint: relman sync")
  }

  private func add<Predicate: Codable & Hashable & NamesHeads>(
    _ predicate: Predicate.Type, _ type: String, in ref: String, to heads: inout NamedHeads
  ) throws(Problem) {
    let notes = try project.store.notes(ref)
    for package in try heads.suspects(in: notes) where package != stored.commit {
      let statements = try VerifiedStatements<Predicate>(
        type, on: package, in: notes, by: chain, at: now)
      try heads.add(statements.statements, by: chain.rules)
    }
  }
}
