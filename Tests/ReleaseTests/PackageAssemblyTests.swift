import Release
import Testing

struct PackageAssemblyTests {
  /// The findings, one a line; none when the package was made.
  private func findings(_ change: (inout PackageInput) -> Void) -> [String] {
    var input = sampleIngredients()
    change(&input)
    do throws(Problem) {
      _ = try assemble(input)
      return []
    } catch {
      #expect(error.kind == .refused)
      let lines = error.message.split(separator: "\n")
      #expect(lines.first == "v1.0.0 cannot be packaged:")
      return lines.dropFirst().map { String($0.dropFirst(2)) }
    }
  }

  @Test func aPackageSaysWhatItIsMadeOf() throws {
    var input = sampleIngredients()
    let first = try assemble(input)
    #expect(first.previous == nil)
    #expect((first.name, first.version, first.tag) == ("shop", "1.0.0", "v1.0.0"))
    #expect((first.model, first.risk) == ("standard", .low))
    #expect((first.source, first.configuration, first.notes) == (id(9), digest(1), digest(4)))

    input.commits = [candidate(2), candidate(1, changes: ["discounts"])]
    input.files = [file("db/shop/1/deploy.sql", 7), file("src/a", 8)]
    input.previous = .init(package: first, digest: digest(6))
    let package = try assemble(input)
    #expect(package.previous == .init(tag: "v1.0.0", digest: digest(6)))
    #expect((package.model, package.risk) == ("normal", .medium))
    #expect(
      package.changes
        == [.init(id: "discounts", title: "Discounts", risk: .medium, sha256: digest(2))])
    #expect(package.commits.map(\.id) == [id(2), id(1)])
    #expect(package.files == input.files)
    #expect(package.databases.first?.migrations == [migration("1", deploy: 7)])
  }

  @Test func aFileThatCannotBeCarriedIsAFinding() {
    let found = findings {
      $0.files = [file("a/../b"), file("sub/.GIT/config"), file("a\nb"), file("fine")]
      $0.unsupportedPaths = [Path("link")]
    }
    #expect(
      found == [
        "\"link\" is a link or a submodule; a package carries regular files",
        "\"a/../b\" cannot be carried: it has a part that is . or ..",
        "\"sub/.GIT/config\" cannot be carried: it has a part that looks like .git",
        "\"a\\nb\" cannot be carried: it has a control character or a backslash",
      ])
  }

  @Test func theHighestRiskDecidesTheModel() throws {
    var input = sampleIngredients()
    input.commits = [candidate(1, changes: ["search"])]
    #expect(try assemble(input).model == "standard")
    input.commits.append(candidate(2, changes: ["discounts"]))
    #expect(try assemble(input).model == "normal")
  }

  @Test func aTicketMayAskForItsModel() {
    let found = findings {
      $0.tickets["search"]?.change.model = "emergency"
      $0.commits = [candidate(1, changes: ["search"])]
    }
    #expect(
      found == [
        "the ticket search says nothing under Rollback, which the model emergency asks for"
      ])
  }

  @Test func anUnknownModelIsAFindingWithTheNearestName() {
    let found = findings {
      $0.tickets["search"]?.change.model = "emergancy"
      $0.commits = [candidate(1, changes: ["search"])]
    }
    #expect(found == ["there is no release model \"emergancy\"; did you mean \"emergency\"?"])
  }

  @Test func twoModelsAskedForAreAFinding() {
    let found = findings {
      $0.tickets["search"]?.change.model = "standard"
      $0.tickets["discounts"]?.change.model = "normal"
      $0.commits = [candidate(1, changes: ["search", "discounts"])]
    }
    #expect(found == ["its changes ask for different release models: normal, standard"])
  }

  @Test func aRiskWithoutAModelIsAFinding() {
    let found = findings {
      $0.models.removeAll { $0.name == "normal" }
      $0.commits = [candidate(1, changes: ["discounts"])]
    }
    #expect(found == ["no release model in .relman/models is for the risk medium"])
  }

  @Test func aSectionThatTheModelAsksForMustBeFilled() {
    let found = findings {
      $0.tickets["discounts"]?.change.sections = [.notes: "x"]
      $0.tickets["search"]?.change.sections = [.description: ""]
      $0.commits = [candidate(1, changes: ["discounts", "search"])]
    }
    #expect(
      found == [
        "the ticket discounts says nothing under Description, which the model normal asks for",
        "the ticket search says nothing under Description, which the model normal asks for",
      ])
  }

  @Test func everythingWrongIsSaidAtOnce() {
    let found = findings {
      $0.unsupportedPaths = [Path("link")]
      $0.files = [file("db/shop/1/revert.sql")]
      $0.commits = [
        candidate(1, paths: ["db/shop/1/revert.sql"]), candidate(2, changes: ["nothing"]),
      ]
    }
    #expect(found.count == 4)
  }

  /// Nothing is forgotten: a commit stands in the package, or a finding names it; never both in
  /// vain, never twice in one place.
  @Test(arguments: 0..<300) func everyCommitIsFiledOrIsAFinding(seed: Int) {
    var random = Seeded(seed)
    var input = sampleIngredients()
    input.commits = (1...8).map { Self.randomCandidate($0, &random) }
    if Bool.random(using: &random) { input.rules.unconventional = .keep }
    do throws(Problem) {
      let filed = try assemble(input).commits
      #expect(Set(filed.map(\.id)) == Set(input.commits.map(\.id)))
      #expect(Set(filed).count == filed.count)
      #expect(Set(filed.map(\.id)).count == filed.count)
    } catch {
      let named = input.commits.filter { error.message.contains("\n  \($0.id.short) ") }
      #expect(!named.isEmpty)
      input.commits.removeAll { candidate in named.contains { $0.id == candidate.id } }
      #expect(throws: Never.self) { try assemble(input) }
    }
  }

  private static func randomCandidate(
    _ number: Int, _ random: inout Seeded
  ) -> PackageInput.ReleasedCommit {
    let paths = [
      "src/a", "docs/b", "db/shop/1/deploy.sql", "README.md", ".relman/config.yaml", "dbx/a",
    ]
    return candidate(
      number, paths: paths.filter { _ in Int.random(in: 0..<3, using: &random) == 0 },
      changes: ["discounts", "search", "discounts", "x"].filter { _ in
        Int.random(in: 0..<5, using: &random) == 0
      },
      isConventional: Int.random(in: 0..<3, using: &random) > 0,
      isMerge: Int.random(in: 0..<4, using: &random) == 0)
  }
}
