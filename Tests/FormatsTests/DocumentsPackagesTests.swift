import Formats
import Release
import Testing

@Suite struct DocumentsPackagesTests {
  private func parse(_ packages: String) throws(Problem) -> [PackageDefinition] {
    let text = "relman: 1\npackages: [\(packages)]\n"
    return try Configuration.parse(Array(text.utf8), file: "c").packages
  }

  @Test func eachOfSeveralPackagesHasItsOwn() throws {
    let text = """
      relman: 1
      packages:
        - {name: core, tag: "core@{version}", paths: ["lib/core/**"]}
        - {name: cli, tag: "cli@{version}", paths: ["cli/**", "shared/**"]}
        - {name: web, tag: "web@{version}", paths: ["web/*"], changelog: docs/NEWS.md}
      databases:
        shop: {path: db/shop, package: core}
        audit: {path: db/audit, package: cli}
      """
    let configuration = try Configuration.parse(Array(text.utf8), file: "c")
    let lines = configuration.packages
    #expect(lines.map(\.name) == ["core", "cli", "web"])
    #expect(lines.map { $0.databases.map(\.name) } == [["shop"], ["audit"], []])
    #expect(
      lines.map(\.changelog.text) == ["lib/core/CHANGELOG.md", "CHANGELOG-cli.md", "docs/NEWS.md"])
    #expect(lines.allSatisfy { !$0.isAlone })
    #expect(configuration.package(ofTag: "cli@1.0.0")?.name == "cli")
    #expect(configuration.package(ofTag: "cli@1.0") == nil)
    #expect(lines[0].owns([Path("README.md"), Path("lib/core/a")]))
    #expect(lines[0].owns([Path("db/shop/2026-01-01-a/deploy.sql")]))
    #expect(!lines[0].owns([Path("lib/coreless/a"), Path("db/audit/x"), Path(".relman/a")]))
    #expect(!lines[0].owns([]))
  }

  @Test func theOnlyPackageOwnsEveryCommit() throws {
    let line = try parse("{name: core, paths: [\"core/**\"]}")[0]
    #expect(line.owns([Path("README.md")]) && line.owns([]))
    #expect(line.changelog == Path("CHANGELOG.md"))
  }

  @Test(.timeLimit(.minutes(1))) func moreThanAThousandPackagesAreRefused() throws {
    let packages = (1...1001).map { "{name: p\($0), tag: \"p\($0)@{version}\"}" }
    #expect(try parse(packages.dropLast().joined(separator: ", ")).count == 1000)
    #expect(throws: Problem.placed("c:2:11: there are 1001 packages; 1000 are the most")) {
      try parse(packages.joined(separator: ", "))
    }
  }

  /// A changelog outside the repository would be written there.
  @Test(arguments: ["../**", "/etc/**", "a/../../b/**", ".git/**"])
  func aFolderThatIsNotInTheRepositoryHasNoChangelog(paths: String) throws {
    let lines = try parse(
      "{name: a, tag: \"a@{version}\", paths: [\"\(paths)\"]}, {name: b, tag: \"b@{version}\"}")
    #expect(lines[0].changelog == Path("CHANGELOG-a.md"))
  }

  @Test(arguments: [
    ("v{version}", "v{version}", true), ("v{version}", "{version}", false),
    ("{version}", "{version}-core", true), ("{version}", "1.0.0-{version}", true),
    ("core-{version}", "core-util-{version}", false), ("a/{version}", "a-{version}", true),
    ("v{version}", "v2-{version}", false), ("a@{version}", "b@{version}", false),
    ("{version}", "{version}+core", true), ("{version}", "{version}_core", false),
  ])
  func noTagIsAReleaseOfTwoPackages(one: String, other: String, isShared: Bool) {
    for (first, second) in [(one, other), (other, one)] {
      let packages = "{name: a, tag: \"\(first)\"}, {name: b, tag: \"\(second)\"}"
      let problem = Result { () throws(Problem) in try parse(packages) }.problem
      #expect((problem != nil) == isShared)
      #expect(problem?.message.hasPrefix("c:2:") ?? true)
    }
  }

  @Test(arguments: [
    ("{name: a}, {name: a, tag: \"b@{version}\"}", "c:2:30: there is a package \"a\" already"),
    (
      "{name: a}, {name: b, tag: \"b@{version}\", changelog: CHANGELOG-a.md}",
      "c:2:64: a and b would both write \"CHANGELOG-a.md\": `changelog: CHANGELOG-b.md`"
    ),
    (
      "{name: a, changelog: ../NEWS.md}",
      "c:2:33: \"../NEWS.md\" cannot be a changelog: it has a part that is . or .."
    ),
    (
      "{name: a, changelog: .relman/config.yaml}",
      "c:2:33: \".relman/config.yaml\" cannot be a changelog: a Markdown file outside .relman"
    ),
  ])
  func packagesThatGetInEachOthersWayAreRefused(packages: String, message: String) {
    #expect(throws: Problem.placed(message)) { try parse(packages) }
  }
}

extension Result where Failure == Problem {
  fileprivate var problem: Problem? {
    guard case .failure(let problem) = self else { return nil }
    return problem
  }
}
