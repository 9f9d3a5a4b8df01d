/// A verdict as a review shows it.
public struct ReviewedGate: Hashable, Sendable, Encodable {
  public var isAllowed: Bool
  public var requirements: [Requirement]

  public init(_ verdict: Verdict) {
    isAllowed = verdict.isAllowed
    requirements = verdict.requirements.map { Requirement($0) }
  }

  /// The rules that are not met.
  public var missing: [String] {
    requirements.filter { $0.state != .met }.map(\.rule.description)
  }

  public struct Requirement: Hashable, Sendable, Encodable {
    public var rule: String
    public var state: Verdict.Requirement.State
    public var detail: String
    public var by: [String]
    @OrNull public var hint: ShellCommand?

    init(_ requirement: Verdict.Requirement) {
      rule = requirement.rule.description
      state = requirement.state
      detail = requirement.detail
      by = requirement.by
      hint = requirement.hint
    }
  }
}

/// What somebody has signed about the package.
public struct ReviewedApproval: Hashable, Sendable, Encodable {
  public var statement: Digest
  public var environment: String
  public var decision: Approval.Decision
  public var person: String
  public var roles: [String]
  @OrNull public var reason: String?
  @OrNull public var expires: Instant?
  /// Why it does not count; nil when it does.
  @OrNull public var discounted: String?

  public init(_ signed: SignedStatement<Approval>, discounted: String?) {
    let approval = signed.predicate
    statement = signed.id
    environment = approval.environment
    decision = approval.decision
    person = signed.person
    roles = approval.roles
    reason = approval.reason
    expires = approval.expires
    self.discounted = discounted
  }
}
