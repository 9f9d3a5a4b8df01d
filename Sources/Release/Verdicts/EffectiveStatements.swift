/// The statements that have an effect: made for these bytes, here, by the gates of today, and
/// neither expired, revoked nor replaced by their author.
struct EffectiveStatements {
  private(set) var approvals: [SignedStatement<Approval>] = []
  private(set) var rejections: [SignedStatement<Approval>] = []
  private(set) var discounted: [Verdict.Discounted] = []

  init(
    _ statements: [SignedStatement<Approval>], for subject: VerdictSubject,
    under rules: Rules.EnvironmentRules, of repository: String, at now: Instant
  ) {
    let distinct = Set(statements).sorted { $0.id < $1.id }
    let here = distinct.filter {
      $0.subject == subject.digest && $0.predicate.repository == repository
    }
    let replaced = Self.replaced(among: here)
    for statement in distinct {
      let why =
        Self.mismatch(statement, subject, rules, repository)
        ?? replaced[statement.id] ?? Self.lapse(statement, rules, at: now)
      if let why {
        discounted.append(.init(statement: statement.id, person: statement.person, why: why))
        continue
      }
      switch statement.predicate.decision {
      case .approve: approvals.append(statement)
      case .reject: rejections.append(statement)
      case .revoke: break
      }
    }
  }

  private static func replaced(among statements: [SignedStatement<Approval>]) -> [Digest: String] {
    var authors: [Digest: String] = [:]
    for statement in statements { authors[statement.id] = statement.person }
    var result: [Digest: String] = [:]
    for statement in statements {
      guard let old = statement.predicate.supersedes, authors[old] == statement.person else {
        continue
      }
      result[old] =
        statement.predicate.decision == .revoke ? "its author revoked it" : "its author replaced it"
    }
    return result
  }

  private static func mismatch(
    _ statement: SignedStatement<Approval>, _ subject: VerdictSubject,
    _ rules: Rules.EnvironmentRules, _ repository: String
  ) -> String? {
    let made = statement.predicate
    if statement.subject != subject.digest { return "it was made for other bytes" }
    if made.repository != repository { return "it was made for another repository" }
    if made.environment != rules.environment.name {
      return "it was made for \(quoted(made.environment))"
    }
    return nil
  }

  /// A rejection does not lapse: a changed gate or the passing of time must not lift a veto.
  private static func lapse(
    _ statement: SignedStatement<Approval>, _ rules: Rules.EnvironmentRules, at now: Instant
  ) -> String? {
    let made = statement.predicate
    guard made.decision == .approve else { return nil }
    if !statement.isKeyCurrent { return "its key may no longer sign" }
    if made.environmentDigest != rules.digest {
      return "it was made for older gates or targets of \(made.environment)"
    }
    if let expires = made.expires, expires <= now { return "it expired at \(expires)" }
    guard let limit = rules.environment.gates.expiresSeconds else { return nil }
    guard let expires = made.expires else {
      return "it names no expiry, and the environment allows \(limit) s"
    }
    // Nobody's clock is believed that would give an approval more time than the rules do.
    return expires <= now.adding(seconds: limit)
      ? nil
      : "it expires at \(expires), later than the \(limit) s from now that the environment allows; "
        + "perhaps its signer's clock is ahead"
  }
}
