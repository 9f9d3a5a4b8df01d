/// The answer to "may this package enter this environment", with every requirement and who met it.
public struct Verdict: Hashable, Sendable {
  public var requirements: [Requirement]
  /// Statements that do not count, and why.
  public var discounted: [Discounted]

  public init(requirements: [Requirement], discounted: [Discounted] = []) {
    self.requirements = requirements
    self.discounted = discounted
  }

  public var isAllowed: Bool { requirements.allSatisfy { $0.state == .met } }

  public struct Requirement: Hashable, Sendable, Encodable {
    public var rule: VerdictRule
    public var state: State
    public var detail: String
    /// The persons who met it, or who refused.
    public var by: [String]
    /// A command that supplies what is missing.
    public var hint: ShellCommand?

    public init(
      _ rule: VerdictRule, _ state: State, _ detail: String, by: [String] = [],
      hint: ShellCommand? = nil
    ) {
      self.rule = rule
      self.state = state
      self.detail = detail
      self.by = by
      self.hint = hint
    }

    public enum State: String, Hashable, Sendable, Codable {
      case met, missing, refused
    }
  }

  public struct Discounted: Hashable, Sendable, Codable {
    public var statement: Digest
    public var person: String
    public var why: String

    public init(statement: Digest, person: String, why: String) {
      self.statement = statement
      self.person = person
      self.why = why
    }
  }
}

/// The package that asks to enter, as far as a verdict needs to know it.
public struct VerdictSubject: Hashable, Sendable {
  public var package: String
  public var tag: String
  public var digest: Digest
  /// Mail addresses of who wrote or committed what it carries.
  public var authors: Set<String>
  public var model: String

  public init(package: String, tag: String, digest: Digest, authors: Set<String>, model: String) {
    self.package = package
    self.tag = tag
    self.digest = digest
    self.authors = authors
    self.model = model
  }

  public init(_ package: Package, digest: Digest) {
    self.init(
      package: package.name, tag: package.tag, digest: digest,
      authors: Set(package.commits.filter(\.isCarried).flatMap(\.people)),
      model: package.model)
  }
}

/// A statement whose signature was checked: who made it is certain.
public struct SignedStatement<Predicate: Hashable & Sendable>: Hashable, Sendable {
  /// The digest of its payload and its signer's key together.
  public var id: Digest
  /// The package digest that it speaks of.
  public var subject: Digest
  public var person: String
  public var predicate: Predicate
  /// Whether the key that signed may still sign now. Nobody knows when an old key signed, so what
  /// it allows no longer counts; what it forbids does.
  public var isKeyCurrent: Bool

  public init(
    id: Digest, subject: Digest, person: String, predicate: Predicate, isKeyCurrent: Bool = true
  ) {
    self.id = id
    self.subject = subject
    self.person = person
    self.predicate = predicate
    self.isKeyCurrent = isKeyCurrent
  }
}

/// All that a verdict looks at. Order and duplicates of the statements make no difference.
public struct Facts: Sendable {
  public var approvals: [SignedStatement<Approval>]
  public var evidence: [SignedStatement<Evidence>]
  /// What facts that count say was there, and this clone does not have.
  public var missing: [MissingTip]
  /// Per environment, its deployments, oldest first.
  public var deployments: [String: [Deployment]]
  /// The package that was deployed there last, whichever its release; nil before the first.
  public var resident: String?
  public var reproduction: Reproduction

  public init(
    approvals: [SignedStatement<Approval>], evidence: [SignedStatement<Evidence>] = [],
    missing: [MissingTip] = [], deployments: [String: [Deployment]] = [:],
    resident: String? = nil, reproduction: Reproduction = .reproduced
  ) {
    self.approvals = approvals
    self.evidence = evidence
    self.missing = missing
    self.deployments = deployments
    self.resident = resident
    self.reproduction = reproduction
  }
}
