import Release
import Testing

struct UnsatisfiableTests {
  private func rules(
    _ environments: [Environment], roles: [String: [String]] = ["dba": ["ada"], "rm": ["bert"]],
    models: [ReleaseModel] = [], owners: Policy.Owners = .init(people: ["ada"])
  ) throws -> Rules {
    let digest = try #require(Digest(hex: String(repeating: "0", count: 64)))
    let people = ["ada", "bert", "cleo"].map { ($0, Policy.Person(mails: [])) }
    return Rules(
      version: 1, digest: digest,
      policy: Policy(
        repository: "0", people: Dictionary(uniqueKeysWithValues: people), roles: roles,
        owners: owners),
      environments: Dictionary(
        uniqueKeysWithValues: environments.map {
          ($0.name, .init(environment: $0, digest: digest))
        }), models: Dictionary(uniqueKeysWithValues: models.map { ($0.name, $0) }))
  }

  private func found(
    _ rules: Rules, keys: Set<String> = ["ada", "bert", "cleo"]
  ) -> [String] {
    unsatisfiable(rules, withKeys: keys, databases: ["shop"]).map {
      "\($0.file.split(separator: "/").last ?? ""): \($0.message.prefix { $0 != ";" })"
    }
  }

  private func gate(_ approvals: [ApprovalGate], _ distinct: [Gates.Distinct] = []) -> Environment {
    Environment(name: "p", gates: Gates(approvals: approvals, distinct: distinct))
  }

  @Test func rulesThatSomebodyCanSatisfyPass() throws {
    let both = [ApprovalGate(role: "dba"), ApprovalGate(role: "rm")]
    #expect(try found(rules([gate(both)])).isEmpty)
    let roles = ["dba": ["ada"], "rm": ["bert"], "op": ["cleo"]]
    #expect(try found(rules([gate(both, [.deployer, .author])], roles: roles)).isEmpty)
  }

  @Test func whatIsNotThereIsNamed() throws {
    #expect(
      try found(rules([gate([ApprovalGate(role: "dbas")])]))
        == ["p.yaml: there is no role \"dbas\""])
    let roles = ["dba": [String]()]
    #expect(
      try found(rules([gate([ApprovalGate(role: "dba")])], roles: roles))
        == ["policy.yaml: nobody has the role \"dba\""])
    #expect(
      try found(rules([Environment(name: "p", deployers: ["op"])]))
        == ["p.yaml: there is no role \"op\""])
    #expect(
      try found(rules([Environment(name: "p", after: .init(environment: "s"))]))
        == ["p.yaml: there is no environment \"s\" to come after"])
    let target = Target(name: "t", database: "shp", url: "sqlite:x")
    #expect(
      try found(rules([Environment(name: "p", targets: [target])]))
        == ["p.yaml: the target \"t\" is of no database of the configuration, \"shp\""])
    let model = ReleaseModel(name: "m", approvals: [ApprovalGate(role: "boss")])
    #expect(try found(rules([], models: [model])) == ["m.yaml: there is no role \"boss\""])
  }

  @Test func aCircleIsFoundAtEachOfItsEnvironmentsAndNotBesideIt() throws {
    let circle = [("a", "b"), ("b", "a"), ("c", "a")].map {
      Environment(name: $0.0, after: .init(environment: $0.1))
    }
    #expect(
      try found(rules(circle)) == [
        "a.yaml: no environment could be the first: a after b after a",
        "b.yaml: no environment could be the first: b after a after b",
      ])
  }

  @Test func personsWithoutKeysCountForNothing() throws {
    let both = gate([ApprovalGate(role: "dba"), ApprovalGate(role: "rm")])
    #expect(
      try found(rules([both]), keys: ["ada"]) == [
        "allowed_signers: \"bert\" has no key that may sign now",
        "p.yaml: 2 different persons are needed, dba + rm, and 1 can be found",
      ])
    let owners = Policy.Owners(people: ["ada", "bert"], threshold: 2)
    #expect(
      try found(rules([], roles: [:], owners: owners), keys: ["bert"]).last
        == "policy.yaml: 2 owners must sign, and 1 have a key")
  }

  @Test func onePersonFillsOnePlaceAndWhoDeploysNone() throws {
    let roles = ["dba": ["ada"], "rm": ["ada"]]
    let both = [ApprovalGate(role: "dba"), ApprovalGate(role: "rm")]
    #expect(try found(rules([gate(both)], roles: roles)).count == 1)
    let one = [ApprovalGate(role: "dba")]
    #expect(try found(rules([gate(one)], roles: roles)).isEmpty)
    #expect(
      try found(rules([gate(one, [.deployer])], roles: roles))
        == ["p.yaml: 2 different persons are needed, dba + one who deploys, and 1 can be found"])
    let model = ReleaseModel(name: "m", approvals: [ApprovalGate(role: "dba", count: 2)])
    #expect(
      try found(rules([gate(one)], models: [model]))
        == [
          "p.yaml: 2 different persons are needed with the model \"m\", dba + dba, "
            + "and 1 can be found"
        ])
  }
}
