import Formats
import Release
import Testing

@Suite struct DocumentsPolicyTests {
  private let file: SourceFile = ".relman/policy.yaml"

  private func parse(_ text: String) throws(Problem) -> Policy {
    try Policy.parse(Array(text.utf8), file: file)
  }

  @Test func everythingIsRead() throws {
    let policy = try parse(
      """
      relman: 1
      repository: 3f0c3f0c3f0c3f0c
      people:
        ada: {mails: [ada@example.org, "Ada L <a@b>"]}
        grace:
      roles:
        dba: [ada, grace]
        nobody: []
      veto: [dba]
      owners: {people: [ada, grace], threshold: 2}
      """)
    let expected = Policy(
      repository: "3f0c3f0c3f0c3f0c",
      people: [
        "ada": .init(mails: ["ada@example.org", "Ada L <a@b>"]), "grace": .init(mails: []),
      ],
      roles: ["dba": ["ada", "grace"], "nobody": []], veto: ["dba"],
      owners: .init(people: ["ada", "grace"], threshold: 2))
    #expect(policy == expected)
    #expect(try parse(policyText(expected)) == expected)
  }

  @Test(arguments: [
    (
      "repository: 3F0C3F0C3F0C3F0C",
      "2:13: expected 16 to 64 lowercase hexadecimal digits, found \"3F0C3F0C3F0C3F0C\""
    ),
    ("repository: 3f0c", "2:13: expected 16 to 64 lowercase hexadecimal digits, found \"3f0c\""),
    ("people: [ada]", "3:9: people: expected a mapping, found a list"),
    ("people: {ada: a@b}", "3:15: a person: expected a mapping, found text"),
    ("people: {ada: {mail: a@b}}", "3:16: unknown key \"mail\"; did you mean \"mails\"?"),
    ("people: {ada: {mails: a@b}}", "3:23: expected a list, found text"),
    (
      "people: {ada: {mails: [a@b]}, eve: {mails: [A@B]}}",
      "3:45: the address \"A@B\" is ada's already"
    ),
    ("roles: {dba: ada}", "4:14: expected a list, found text"),
    ("roles: {dba: [adda]}", "4:15: \"adda\" is not one of the people; did you mean \"ada\"?"),
    ("roles: {dba: [ada, ada]}", "4:20: \"ada\" stands here twice"),
    ("veto: [dbs]", "5:8: \"dbs\" is not a role; did you mean \"dba\"?"),
    ("owners: [ada]", "6:9: owners: expected a mapping, found a list"),
    ("owners: {threshold: 1}", "6:9: the key \"people\" is missing"),
    ("owners: {people: []}", "6:18: a policy needs at least one owner"),
    ("owners: {people: [bob]}", "6:19: \"bob\" is not one of the people"),
    ("owners: {people: [ada, ada], threshold: 2}", "6:24: \"ada\" stands here twice"),
    (
      "owners: {people: [ada], threshold: 2}", "6:36: expected a whole number from 1 to 1"
    ),
    (
      "owners: {people: [ada], threshold: 0}", "6:36: expected a whole number from 1 to 1"
    ),
    ("owner: {people: [ada]}", "6:1: unknown key \"owner\"; did you mean \"owners\"?"),
  ])
  func aPolicyThatDoesNotFitIsRefused(line: String, message: String) {
    var lines = [
      "relman: 1", "repository: 3f0c3f0c3f0c3f0c", "people: {ada: {mails: [a@b]}}",
      "roles: {dba: [ada]}", "veto: [dba]", "owners: {people: [ada], threshold: 1}",
    ]
    let key = line.prefix { $0 != ":" }
    for place in lines.indices where lines[place].hasPrefix(key) { lines[place] = line }
    #expect(throws: Problem.placed("\(file):\(message)")) {
      try parse(lines.joined(separator: "\n"))
    }
  }

  @Test func aReleaseModelIsRead() throws {
    let text = """
      model: normal
      risk: [low, medium]
      requires: [description, rollback]
      approvals: [{role: dba, count: 2}]
      """
    let model = try ReleaseModel.parse(Array(text.utf8), file: "m", name: "normal")
    let expected = ReleaseModel(
      name: "normal", risks: [.low, .medium], requires: [.description, .rollback],
      approvals: [ApprovalGate(role: "dba", count: 2)])
    #expect(model == expected)
  }

  @Test(arguments: [
    ("model: major", "1:8: the file is \"normal.yaml\", so this must be \"normal\""),
    ("risk: [low]", "1:1: the key \"model\" is missing"),
    ("model: normal\nrisk: low", "2:7: expected a list, found text"),
    ("model: normal\nrisks: [low]", "2:1: unknown key \"risks\"; did you mean \"risk\"?"),
    (
      "model: normal\nrequires: [Rollback]",
      "2:12: \"Rollback\" is not one of description, justification, deployment, rollback, "
        + "validation, breaking, upgrade, notes; did you mean \"rollback\"?"
    ),
    ("model: normal\napprovals: [{count: 2}]", "2:13: the key \"role\" is missing"),
  ])
  func aReleaseModelThatDoesNotFitIsRefused(text: String, message: String) {
    #expect(throws: Problem.placed("m:\(message)")) {
      try ReleaseModel.parse(Array(text.utf8), file: "m", name: "normal")
    }
  }
}
