import Release

/// A question to the judge: production takes package 1 when a DBA and a release manager agree.
struct Question {
  var candidate = VerdictSubject(
    package: "shop", tag: "v1.4.0", digest: digest(1), authors: ["ada@example.org"], model: "normal"
  )
  var environment = Environment(
    name: "production",
    gates: Gates(approvals: [ApprovalGate(role: "dba"), ApprovalGate(role: "manager")]))
  var model = ReleaseModel(name: "normal", risks: [.medium])
  var roles = ["dba": ["ada", "bob"], "manager": ["bob", "cleo"], "reader": ["dan"]]
  var veto: [String]?
  var deployer: String?
  var facts = Facts(approvals: [])
  var now = Instant(seconds: 1000)

  var answer: Verdict {
    get throws {
      let people = ["ada", "bob", "cleo", "dan"].map {
        ($0, Policy.Person(mails: ["\($0)@example.org"]))
      }
      let policy = Policy(
        repository: "repository", people: Dictionary(uniqueKeysWithValues: people), roles: roles,
        veto: veto, owners: .init(people: ["ada"]))
      let rules = Rules(
        version: 1, digest: digest(90), policy: policy,
        environments: ["production": .init(environment: environment, digest: digest(80))],
        models: ["normal": model])
      return try verdict(
        on: candidate, entering: "production", deployer: deployer, facts: facts, rules: rules,
        now: now)
    }
  }

  func requirement(_ rule: String) throws -> Verdict.Requirement? {
    try answer.requirements.first { $0.rule.description == rule }
  }

  /// Why the statements that do not count do not, in the order of the answer.
  var reasons: [String] {
    get throws { try answer.discounted.map(\.why) }
  }
}

/// A statement on package 1 for production, in the roles that its author has.
func said(
  _ decision: Approval.Decision, by person: String, id number: Int, as roles: [String],
  _ change: (inout SignedStatement<Approval>) -> Void = { _ in }
) -> SignedStatement<Approval> {
  var statement = SignedStatement(
    id: digest(number), subject: digest(1), person: person,
    predicate: Approval(
      decision: decision, environment: "production", environmentDigest: digest(80),
      repository: "repository", policy: PolicyReference(version: 1, digest: digest(90)),
      roles: roles, nonce: "\(number)"))
  change(&statement)
  return statement
}

/// What gives the sample its permission.
let agreed = [
  said(.approve, by: "ada", id: 11, as: ["dba"]),
  said(.approve, by: "cleo", id: 12, as: ["manager"]),
]

/// A version of the policy that somebody saw, and this clone does not have.
func missing(_ tip: ObjectID, _ person: String) -> MissingTip {
  MissingTip(ref: "refs/relman/policy", tip: tip, here: nil, person: person)
}
