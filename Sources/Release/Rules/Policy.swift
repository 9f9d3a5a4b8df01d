/// `.relman/policy.yaml`: who is who, who may do what, and who may change that.
public struct Policy: Hashable, Sendable, Codable {
  /// Random, made at init; binds a signature to this repository.
  public var repository: String
  public var people: [String: Person]
  /// Role to persons.
  public var roles: [String: [String]]
  /// Roles whose rejection blocks; nil means every role.
  public var veto: [String]?
  public var owners: Owners

  public init(
    repository: String, people: [String: Person], roles: [String: [String]],
    veto: [String]? = nil, owners: Owners
  ) {
    self.repository = repository
    self.people = people
    self.roles = roles
    self.veto = veto
    self.owners = owners
  }

  /// A person; the keys stand in `allowed_signers` under the person's name.
  public struct Person: Hashable, Sendable, Codable {
    /// The addresses of the person's commits.
    public var mails: [String]

    public init(mails: [String]) { self.mails = mails }
  }

  /// Who signs the next version, and how many of them.
  public struct Owners: Hashable, Sendable, Codable {
    public var people: [String]
    public var threshold: Int

    public init(people: [String], threshold: Int = 1) {
      self.people = people
      self.threshold = threshold
    }
  }

  public func roles(of person: String) -> [String] {
    roles.filter { $0.value.contains(person) }.map(\.key).sorted()
  }

  /// Who commits with `mail`; addresses compare without case, as mail systems do.
  public func person(withMail mail: String) -> String? {
    people.filter { $0.value.mails.contains { $0.lowercased() == mail.lowercased() } }
      .map(\.key).min()
  }

  public func hasVeto(_ role: String) -> Bool { veto?.contains(role) ?? true }
}

/// The rules in force: one version of the policy chain, read whole.
public struct Rules: Hashable, Sendable {
  public var version: Int
  /// The version's digest, which an approval names.
  public var digest: Digest
  public var policy: Policy
  public var environments: [String: EnvironmentRules]
  public var models: [String: ReleaseModel]

  public init(
    version: Int, digest: Digest, policy: Policy, environments: [String: EnvironmentRules],
    models: [String: ReleaseModel]
  ) {
    self.version = version
    self.digest = digest
    self.policy = policy
    self.environments = environments
    self.models = models
  }

  public struct EnvironmentRules: Hashable, Sendable {
    public var environment: Environment
    public var digest: Digest

    public init(environment: Environment, digest: Digest) {
      self.environment = environment
      self.digest = digest
    }
  }
}

extension Policy {
  /// Whether a person may deploy to an environment and roll back there.
  ///
  /// - Parameter roles: those that may; nil for every role of the policy.
  public func mayDeploy(_ person: String, roles: [String]?) -> Bool {
    let held = self.roles(of: person)
    return roles.map { $0.contains(where: held.contains) } ?? !held.isEmpty
  }
}
