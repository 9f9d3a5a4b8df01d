import Formats
import Release
import Testing

@Suite struct DocumentsManifestTests {
  private let file: SourceFile = ".relman/environments/production.yaml"

  private func parse(_ text: String) throws(Problem) -> Manifest {
    try Manifest.parse(Array(text.utf8), file: file, name: "production")
  }

  @Test func everythingIsRead() throws {
    let manifest = try parse(
      """
      environment: production
      release: v1.4.0
      after: {environment: staging, soak: 24h}
      gates:
        approvals: [{role: dba, count: 2}, {role: release-manager}]
        distinct: [author, deployer]
        expires: 7d
        evidence: [tests, rehearsal]
      targets:
        - {name: shop-eu, database: shop, url: "sqlite:eu.db", secret: PG_SHOP_EU}
        - {name: shop-us, database: shop, url: sqlite:/var/us.db}
      steps:
        backup: none
        before: [{run: "deploy/stop.sh 'the shop'"}]
        deploy: [{run: deploy/switch.sh, within: 90s}]
        validate: [{sql: "SELECT count(*) > 0\\n FROM discount", on: shop-us}]
      onFailure: restore
      executor: local
      limits: {lock: 1s, statement: 2m, step: 3h, log: 512KiB}
      """)
    let environment = Environment(
      name: "production", after: .init(environment: "staging", soakSeconds: 86_400),
      gates: Gates(
        approvals: [ApprovalGate(role: "dba", count: 2), ApprovalGate(role: "release-manager")],
        distinct: [.author, .deployer], expiresSeconds: 604_800, evidence: ["tests", "rehearsal"]),
      targets: [
        Target(name: "shop-eu", database: "shop", url: "sqlite:eu.db", secret: "PG_SHOP_EU"),
        Target(name: "shop-us", database: "shop", url: "sqlite:/var/us.db"),
      ],
      steps: Steps(
        backup: .none,
        before: [.command(words: ["deploy/stop.sh", "the shop"], withinSeconds: nil)],
        deploy: [.command(words: ["deploy/switch.sh"], withinSeconds: 90)],
        validate: [.query(sql: "SELECT count(*) > 0\n FROM discount", target: "shop-us")]),
      onFailure: .restore,
      limits: .init(
        lockSeconds: 1, statementSeconds: 120, stepSeconds: 10_800, logBytes: 512 << 10))
    #expect(manifest == Manifest(environment: environment, release: "v1.4.0"))
    #expect(try parse(environmentText(environment)).environment == environment)
  }

  /// What a review compares line by line loses nothing.
  @Test func anEnvironmentIsTheSameAfterItWasWritten() throws {
    let plain = Environment(name: "production")
    #expect(try parse(environmentText(plain)) == Manifest(environment: plain))
    let words = ["a b", "", "it's", "\"", "\\", "$x", "a;b", "é", "#", "--x=1", "\t"]
    var odd = Environment(
      name: "production", package: "no", after: .init(environment: "on"),
      gates: Gates(expiresSeconds: 90_061, evidence: ["yes"]),
      targets: [Target(name: "shop", database: "shop", url: "sqlite:a b\\\"#.db")])
    odd.steps.before = [.command(words: ["./x"] + words, withinSeconds: 3600)]
    odd.steps.validate = [.query(sql: "SELECT ': #',\n\t\"x\"", target: "shop")]
    odd.limits = .init(lockSeconds: 61, statementSeconds: 7200, stepSeconds: 86_400, logBytes: 1025)
    #expect(try parse(environmentText(odd)) == Manifest(environment: odd))
  }

  @Test(arguments: [
    "environment: production\n", "environment: production\nrelease:\nafter:\ngates:\ntargets: ~\n",
    "environment: production\nsteps: {}\nlimits: {}\ngates: {}\n",
  ])
  func whatIsAbsentHasItsDefault(text: String) throws {
    #expect(try parse(text) == Manifest(environment: Environment(name: "production")))
  }

  private static let later = "is not supported by this version of relman"
  private static let gate = "\(later); remove it, since ignoring a gate would be worse"
  private static let rule = "is no name: \(nameRule)"

  @Test(arguments: [
    ("windows: {}", "2:1: \"windows\" \(gate)"),
    ("waves: []", "2:1: \"waves\" \(gate)"),
    ("waves:", "2:1: \"waves\" \(gate)"),
    ("executor: ansible", "2:11: \"ansible\" \(later)"),
    ("executor: remote", "2:11: \"remote\" is not one of local"),
    ("realease: v1", "2:1: unknown key \"realease\"; did you mean \"release\"?"),
    ("release: [v1]", "2:10: expected text, found a list"),
    ("after: staging", "2:8: after: expected a mapping, found text"),
    ("after: {soak: 1h}", "2:8: the key \"environment\" is missing"),
    ("after: {environment: production}", "2:22: an environment cannot come after itself"),
    ("gates: {aprovals: []}", "2:9: unknown key \"aprovals\"; did you mean \"approvals\"?"),
    ("gates: {approvals: dba}", "2:20: expected a list, found text"),
    ("gates: {approvals: [dba]}", "2:21: an approval gate: expected a mapping, found text"),
    ("gates: {approvals: [{role: a b}]}", "2:28: \"a b\" \(rule)"),
    (
      "gates: {approvals: [{role: dba, count: 0}]}",
      "2:40: expected a whole number from 1 to 100"
    ),
    (
      "gates: {distinct: [autor]}",
      "2:20: \"autor\" is not one of author, deployer; did you mean \"author\"?"
    ),
    (
      "gates: {expires: 7}",
      "2:18: expected a time from 1s to 3650d, such as 5m or 24h, found \"7\""
    ),
    ("onFailure: rollback", "2:12: \"rollback\" is not one of stop, revert, restore"),
    (
      "limits: {lock: 0s}",
      "2:16: expected a time from 1s to 3650d, such as 5m or 24h, found \"0s\""
    ),
    (
      "limits: {log: 8MB}",
      "2:15: expected a size from 1 to 1GiB, such as 512KiB or 8MiB, found \"8MB\""
    ),
    (
      "targets: [{name: a, database: b, url: \"sqlite:\"}]",
      "2:39: \"sqlite:\" \(later): expected sqlite:PATH"
    ),
    (
      "targets: [{name: a, database: b, url: \"postgresql:///shop\"}]",
      "2:39: \"postgresql:///shop\" \(later): expected sqlite:PATH"
    ),
    ("targets: [{name: a/b, database: b, url: sqlite:c}]", "2:18: \"a/b\" \(rule)"),
    (
      "targets: [{name: a, database: b, url: sqlite:c, wave: rest}]", "2:49: \"wave\" \(gate)"
    ),
    (
      "targets:\n- {name: a, database: b, url: sqlite:c}\n- {name: a, database: b, url: sqlite:d}",
      "4:3: there is a target \"a\" already"
    ),
  ])
  func anEnvironmentThatDoesNotFitIsRefused(text: String, message: String) {
    #expect(throws: Problem.placed("\(file):\(message)")) {
      try parse("environment: production\n" + text + "\n")
    }
  }

  @Test(arguments: [
    ("deploy: [{}]", "5:12: the key \"run\" is missing"),
    ("deploy: [run]", "5:12: a step: expected a mapping, found text"),
    ("deploy: [{run: \" \"}]", "5:18: expected one line of text"),
    ("deploy: [{run: \"a\\nb\"}]", "5:18: expected one line of text"),
    ("deploy: [{run: \"a 'b\"}]", "5:18: a quote is not closed, or a backslash stands at the end"),
    (
      "deploy: [{run: \"a && b\"}]",
      "5:18: \"&\" needs quotes or a backslash, since no shell runs this: put what needs one into "
        + "a script"
    ),
    ("deploy: [{run: a, on: shop}]", "5:21: unknown key \"on\""),
    ("deploy: [{run: a, witin: 5m}]", "5:21: unknown key \"witin\"; did you mean \"within\"?"),
    ("validate: [{sql: SELECT 1}]", "5:14: the key \"on\" is missing"),
    (
      "validate: [{sql: SELECT 1, on: shp}]",
      "5:34: there is no target \"shp\"; did you mean \"shop\"?"
    ),
    ("validate: [{sql: SELECT 1, on: shop, run: a}]", "5:40: unknown key \"run\""),
    ("backup: manual", "5:11: \"manual\" is not one of auto, none"),
    ("validat: []", "5:3: unknown key \"validat\"; did you mean \"validate\"?"),
  ])
  func aStepThatDoesNotFitIsRefused(text: String, message: String) {
    let before =
      "environment: production\ntargets:\n  - {name: shop, database: shop, url: sqlite:s}\nsteps:\n"
    #expect(throws: Problem.placed("\(file):\(message)")) {
      try parse(before + "  " + text + "\n")
    }
  }

  @Test func theNameIsThatOfTheFile() {
    let message = "1:14: the file is \"production.yaml\", so this must be \"production\""
    #expect(throws: Problem.placed("\(file):\(message)")) {
      try parse("environment: staging\n")
    }
  }

  @Test func whoDeploysAndWithoutWhatIsReadAndWrittenAndElseChangesNoDigest() throws {
    let text = "environment: production\ndeployers: [operator, dba]\noffline: allowed\n"
    let environment = try parse(text).environment
    #expect(environment.deployers == ["operator", "dba"])
    #expect(environment.offline == .allowed)
    #expect(try parse(environmentText(environment)).environment == environment)
    let plain = try CanonicalJSON.encode(parse("environment: production\n").environment)
    #expect(!String(decoding: plain, as: UTF8.self).contains("deployers"))
    let nobody = "nobody could deploy; leave the key out to let everybody who has a role"
    #expect(throws: Problem.placed("\(file):2:12: \(nobody)")) {
      try parse("environment: production\ndeployers: []\n")
    }
    #expect(throws: Problem.self) { try parse("environment: production\noffline: yes\n") }
  }
}
