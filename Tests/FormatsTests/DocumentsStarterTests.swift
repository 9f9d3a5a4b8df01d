import Formats
import Release
import Testing

@Suite struct DocumentsStarterTests {
  @Test(arguments: [[], ["shop"], ["shop", "audit", "null", "9"]])
  func theConfigurationParses(databases: [String]) throws {
    let text = configurationText(name: "shop", databases: databases)
    let configuration = try Configuration.parse(Array(text.utf8), file: "config.yaml")
    let line = PackageDefinition(
      name: "shop", tag: TagPattern(prefix: "v"), exclude: [Glob("**/*.md")],
      databases: databases.map { Database(name: $0, path: Path("db/" + $0)) })
    let expected = Configuration(
      packages: [line],
      commits: CommitRules(unconventional: .refuse))
    #expect(configuration == expected)
  }

  @Test func aTeamOfOneCanStartWithTheEnvironments() throws {
    var before: String?
    for name in ["test", "null", "1.0"] {
      for databases in [[], ["shop", "yes"]] {
        let text = environmentText(name: name, after: before, databases: databases)
        let manifest = try Manifest.parse(Array(text.utf8), file: "e.yaml", name: name)
        let expected = Environment(
          name: name, after: before.map { .init(environment: $0) },
          gates: Gates(
            approvals: [ApprovalGate(role: "release-manager")], expiresSeconds: 604_800),
          targets: databases.map {
            Target(name: $0, database: $0, url: "sqlite:\($0)-\(name).db")
          })
        #expect(manifest == Manifest(environment: expected))
      }
      before = name
    }
  }

  @Test func everyRiskHasItsModel() throws {
    let models = try modelTexts.map { name, text in
      try ReleaseModel.parse(Array(text.utf8), file: "m.yaml", name: name)
    }
    #expect(models.map(\.name) == ["standard", "normal", "major", "emergency"])
    #expect(models.map(\.risks) == [[.low], [.medium], [.high], []])
    #expect(models.allSatisfy { $0.requires.contains(.description) })
  }

  @Test(arguments: [nil, ["yes"], []])
  func thePolicyIsReadAsItWasWritten(veto: [String]?) throws {
    let policy = Policy(
      repository: String(repeating: "0", count: 32),
      people: [
        "ada": .init(mails: ["ada@example.org", "\"a: b\" #c"]), "null": .init(mails: []),
        "7": .init(mails: ["é@example.org"]),
      ], roles: ["yes": ["null", "7"], "release-manager": ["ada"]], veto: veto,
      owners: .init(people: ["null", "ada"], threshold: 2))
    #expect(try Policy.parse(Array(policyText(policy).utf8), file: "policy.yaml") == policy)
  }

  /// The lines that a person may uncomment are read too.
  @Test func whatIsCommentedParses() throws {
    let text = environmentText(name: "p", after: nil, databases: [])
      .replacing("targets: []\n# targets", with: "targets").replacing("#   -", with: "  -")
      .replacing("  # validate", with: "  validate").replacing("[]", with: "[author, deployer]")
    let manifest = try Manifest.parse(Array(text.utf8), file: "e.yaml", name: "p")
    #expect(manifest.environment.targets.map(\.name) == ["shop"])
    #expect(manifest.environment.steps.validate.count == 2)
    #expect(manifest.environment.gates.distinct == [.author, .deployer])
  }
}
