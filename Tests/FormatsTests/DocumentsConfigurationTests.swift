import Formats
import Release
import Testing

@Suite struct DocumentsConfigurationTests {
  private let file: SourceFile = ".relman/config.yaml"

  private func parse(_ text: String) throws(Problem) -> Configuration {
    try Configuration.parse(Array(text.utf8), file: file)
  }

  @Test func everythingIsRead() throws {
    let configuration = try parse(
      """
      relman: 1
      packages:
        - name: shop
          tag: "shop@{version}"
          scheme: semver
          paths: ["db/**", deploy/**]
          exclude: ["**/*.md"]
      databases:
        shop: {path: db/shop, layout: relman}
        audit: {path: db/shop-audit/}
      commits:
        types: {feat: New, fix: Mended}
        unconventional: keep
      """)
    let tag = try #require(TagPattern("shop@{version}"))
    let databases = [
      Database(name: "shop", path: Path("db/shop")),
      Database(name: "audit", path: Path("db/shop-audit")),
    ]
    let line = PackageDefinition(
      name: "shop", tag: tag, paths: [Glob("db/**"), Glob("deploy/**")],
      exclude: [Glob("**/*.md")], databases: databases)
    let types = [CommitRules.Heading("feat", "New"), .init("fix", "Mended")]
    let commits = CommitRules(types: types, unconventional: .keep)
    #expect(configuration == Configuration(packages: [line], commits: commits))
  }

  @Test func whatIsAbsentHasItsDefault() throws {
    let configuration = try parse("relman: 1\npackages: [{name: shop}]\n")
    let line = PackageDefinition(name: "shop", tag: TagPattern(prefix: "v"), paths: [Glob("**")])
    let commits = CommitRules(unconventional: .refuse)
    #expect(configuration == Configuration(packages: [line], commits: commits))
  }

  @Test(arguments: [
    "calver(\"YYYY.0M.MICRO\")", "calver(YYYY.0M.MICRO)", "'calver(\"YYYY.0M.MICRO\")'",
  ])
  func aCalendarSchemeIsRead(_ scheme: String) throws {
    let line = try parse("relman: 1\npackages: [{name: shop, scheme: \(scheme)}]\n").packages[0]
    #expect(line.scheme.description == "calver(\"YYYY.0M.MICRO\")")
    #expect(line.version(ofTag: "v2026.01.3")?.description == "2026.01.3")
  }

  @Test func rulesForVersionsBelowOneAreRead() throws {
    let line = try parse(
      """
      relman: 1
      packages:
        - name: shop
          beforeOne: {breaking: major, feature: patch}
          first: 1.0.0
      """
    ).packages[0]
    #expect(line.beforeOne == InitialDevelopment(breaking: .major, feature: .patch))
    #expect(line.first == Version(1, 0, 0))
  }

  @Test(arguments: [
    ("scheme: lenient", "4:13: \"lenient\" is not semver or calver(\"YYYY.0M.MICRO\")"),
    (
      "scheme: calvar(YYYY)",
      "4:13: \"calvar(YYYY)\" is not semver or calver(\"YYYY.0M.MICRO\"); did you mean \"calver\"?"
    ),
    ("scheme: calver", "4:13: \"calver\" is not semver or calver(\"YYYY.0M.MICRO\")"),
    ("scheme: calver(MAJOR)", "4:13: the calendar format \"MAJOR\" has no year"),
    ("scheme: calver(\")", "4:13: the calendar format \"\"\" has"),
    ("beforeOne: {feature: none}", "4:26: \"none\" is not one of patch, minor, major"),
    ("beforeOne: {features: patch}", "4:17: unknown key \"features\"; did you mean \"feature\"?"),
    ("first: 1.0", "4:12: \"1.0\" is no version of semver"),
    ("scheme: calver(YYYY)\n    first: 2026", "5:12: \"first\" says nothing here"),
  ])
  func aVersionRuleThatCannotWorkIsRefused(text: String, message: String) {
    let problem = #expect(throws: Problem.self) {
      try parse("relman: 1\npackages:\n  - name: a\n    \(text)\n")
    }
    #expect(problem?.kind == .configuration)
    #expect(problem?.message.hasPrefix("\(file):\(message)") == true, "\(problem?.message ?? "")")
  }

  @Test(arguments: [
    ("", "1:1: the key \"relman\" is missing"),
    ("relman: 2", "1:9: this version of relman reads files that say \"relman: 1\""),
    ("relman: 1\npackage: []", "2:1: unknown key \"package\"; did you mean \"packages\"?"),
    ("relman: 1", "1:1: the key \"packages\" is missing"),
    ("relman: 1\npackages: shop", "2:11: expected a list, found text"),
    (
      "relman: 1\npackages: []",
      "2:11: expected a package at least"
    ),
    (
      "relman: 1\npackages:\n  - name: a\n  - name: b\n",
      "4:5: a tag like \"v0.1.0\" would be a release of a and of b: `tag: \"b@{version}\"`"
    ),
    ("relman: 1\npackages: [shop]", "2:12: a package: expected a mapping, found text"),
    ("relman: 1\npackages:\n  - tag: v1", "3:5: the key \"name\" is missing"),
    (
      "relman: 1\npackages:\n  - name: a\n    pathes: []",
      "4:5: unknown key \"pathes\"; did you mean \"paths\"?"
    ),
    (
      "relman: 1\npackages:\n  - name: a\n    tag: v1",
      "4:10: \"v1\" is no tag pattern: {version} once, among letters, digits, . _ - + @ /"
    ),
    (
      "relman: 1\npackages:\n  - name: a\n    paths: [\"\"]",
      "4:13: expected one line of text"
    ),
  ])
  func aPackageThatDoesNotFitIsRefused(text: String, message: String) {
    #expect(throws: Problem.placed("\(file):\(message)")) { try parse(text) }
  }

  @Test(arguments: [
    (
      "shop: {path: db/shop, layout: flyway}",
      "4:33: \"flyway\" is not supported by this version of relman"
    ),
    (
      "shop: {path: db/shop, layout: relmann}",
      "4:33: \"relmann\" is not one of relman; did you mean \"relman\"?"
    ),
    ("shop: {pth: db/shop}", "4:10: unknown key \"pth\"; did you mean \"path\"?"),
    ("shop: {layout: relman}", "4:9: the key \"path\" is missing"),
    ("shop: db/shop", "4:9: a database: expected a mapping, found text"),
    (
      "shop: {path: ../shop}",
      "4:16: \"../shop\" cannot be a database's folder: it has a part that is . or .."
    ),
    (
      "shop: {path: /db}",
      "4:16: \"/db\" cannot be a database's folder: it is absolute, or has an empty part"
    ),
    (
      "shop: {path: .relman/db}",
      "4:16: \".relman/db\" cannot be a database's folder: .relman is relman's"
    ),
    (
      "shop: {path: db}\n  audit: {path: db/}",
      "5:3: the folder \"db\" overlaps \"db\" of the database shop"
    ),
    (
      "shop: {path: db/shop}\n  all: {path: db}",
      "5:3: the folder \"db\" overlaps \"db/shop\" of the database shop"
    ),
    (
      "shop: {path: db}\n  audit: {path: db/audit}",
      "5:3: the folder \"db/audit\" overlaps \"db\" of the database shop"
    ),
    (
      "\"a b\": {path: db}",
      "4:3: \"a b\" is no name: 1 to 100 letters, digits and . _ @ + -, a letter or digit first"
    ),
  ])
  func aDatabaseThatDoesNotFitIsRefused(text: String, message: String) {
    let whole = "relman: 1\npackages: [{name: shop}]\ndatabases:\n  \(text)\n"
    #expect(throws: Problem.placed("\(file):\(message)")) { try parse(whole) }
  }

  @Test(arguments: [
    ("unconventional: drop", "4:19: \"drop\" is not one of keep, refuse"),
    ("types: [feat]", "4:10: types: expected a mapping, found a list"),
    ("types: {feat: [a]}", "4:17: expected text, found a list"),
    ("type: {feat: a}", "4:3: unknown key \"type\"; did you mean \"types\"?"),
  ])
  func commitRulesThatDoNotFitAreRefused(text: String, message: String) {
    let whole = "relman: 1\npackages: [{name: shop}]\ncommits:\n  \(text)\n"
    #expect(throws: Problem.placed("\(file):\(message)")) { try parse(whole) }
  }
}
