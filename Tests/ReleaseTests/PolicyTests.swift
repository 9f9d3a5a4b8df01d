import Release
import Testing

struct PolicyTests {
  private var policy = Policy(
    repository: "repository",
    people: [
      "ada": .init(mails: ["ada@example.org", "Ada@Work.example"]),
      "bob": .init(mails: ["bob@example.org", "team@example.org"]),
      "cleo": .init(mails: ["team@example.org"]),
    ], roles: ["manager": ["bob", "ada"], "dba": ["ada"], "reader": []],
    owners: .init(people: ["ada"]))

  @Test(
    arguments: [("ada", ["dba", "manager"]), ("bob", ["manager"]), ("cleo", []), ("Ada", [])])
  func aPersonHasTheRolesThatNameThem(person: String, roles: [String]) {
    #expect(policy.roles(of: person) == roles)
  }

  @Test(
    arguments: [
      ("ada@example.org", "ada"), ("ADA@EXAMPLE.ORG", "ada"), ("ada@work.example", "ada"),
      ("team@example.org", "bob"), ("eve@example.org", nil), ("", nil), ("ada", nil),
    ]) func aMailAddressBelongsToOnePerson(mail: String, person: String?)
  {
    #expect(policy.person(withMail: mail) == person)
  }

  @Test func everyRoleHasAVetoUnlessThePolicyNamesThem() {
    var policy = policy
    #expect(policy.hasVeto("dba") && policy.hasVeto("reader"))
    policy.veto = ["dba"]
    #expect(policy.hasVeto("dba") && !policy.hasVeto("reader"))
    policy.veto = []
    #expect(!policy.hasVeto("dba"))
  }
}
