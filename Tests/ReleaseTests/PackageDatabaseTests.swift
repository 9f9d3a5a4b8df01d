import Release
import Testing

struct PackageDatabaseTests {
  /// The database as a package has it, or the findings.
  private func packaged(
    _ files: [PackagedFile], after previous: [PackagedFile]? = nil, reworks: [String] = []
  ) throws(Problem) -> PackagedDatabase? {
    var input = sampleIngredients()
    if let previous {
      input.files = previous
      input.previous = .init(package: try assemble(input), digest: digest(5))
    }
    input.files = files
    input.commits = [candidate(1, reworks: reworks)]
    return try assemble(input).databases.first
  }

  private func finding(
    _ files: [PackagedFile], after previous: [PackagedFile]? = nil, reworks: [String] = []
  ) -> String? {
    do throws(Problem) {
      _ = try packaged(files, after: previous, reworks: reworks)
      return nil
    } catch {
      return error.message.split(separator: "\n").dropFirst().joined(separator: ";")
    }
  }

  @Test func changesComeInTheOrderOfTheirNamesBytes() throws {
    let names = ["10", "2", "B", "a", "a-1", "a.1", "a0"]
    let files = names.map { file("db/shop/\($0)/deploy.sql") }
    #expect(try packaged(files)?.migrations.map(\.id) == ["10", "2", "B", "a", "a-1", "a.1", "a0"])
    for seed in 0..<20 {
      var random = Seeded(seed)
      let shuffled = try packaged(files.shuffled(using: &random))
      #expect(try shuffled == packaged(files))
    }
  }

  @Test func aChangeHasItsThreeScripts() throws {
    let files = [
      file("db/shop/1/deploy.sql", 1), file("db/shop/1/revert.sql", 2),
      file("db/shop/1/verify.sql", 3), file("db/shop/1/notes.txt", 4),
      file("db/shop/1/deeper/deploy.sql", 5), file("db/shop/README", 6),
      file("db/shopping/2/deploy.sql", 7),
    ]
    let database = try packaged(files)
    #expect(
      database?.migrations
        == [migration("1", deploy: 1, revert: 2, verify: 3)])
    #expect(database?.script(.revert, of: "1") == Path("db/shop/1/revert.sql"))
  }

  @Test func aChangeWithoutADeployScriptIsAFinding() {
    #expect(finding([file("db/shop/1/verify.sql")]) == "  db/shop/1 has no deploy.sql")
  }

  @Test func aFolderThatIsNoNameIsAFinding() {
    #expect(
      finding([file("db/shop/a b/deploy.sql")])
        == "  db/shop/a b: a change's folder is named by \(nameRule)")
  }

  @Test func whatWasReleasedStaysAsItIs() {
    let released = [file("db/shop/1/deploy.sql", 1), file("db/shop/1/verify.sql", 2)]
    #expect(finding(released, after: released) == nil)
    #expect(
      finding([file("db/shop/1/deploy.sql", 3)], after: released)
        == "  db/shop/1/deploy.sql was edited after it was released; if it never worked anywhere, "
        + "say so with the trailer \"Rework: 1\"")
    #expect(finding([], after: released) == "  db/shop/1 was released and is gone")
    #expect(
      finding([file("db/shop/2/deploy.sql", 1)], after: released)
        == "  db/shop/1 was released and is gone")
  }

  @Test func aReleasedChangeIsEditedOnlyInSoManyWords() {
    let released = [file("db/shop/1/deploy.sql", 1)]
    let edited = [file("db/shop/1/deploy.sql", 2)]
    #expect(finding(edited, after: released, reworks: ["1"]) == nil)
    #expect(finding(edited, after: released, reworks: ["2"]) != nil)
    #expect(finding([], after: released, reworks: ["1"]) != nil)
  }

  @Test func aNewChangeComesAfterTheReleasedOnes() {
    let released = [file("db/shop/1/deploy.sql"), file("db/shop/5/deploy.sql")]
    #expect(finding(released + [file("db/shop/6/deploy.sql")], after: released) == nil)
    #expect(
      finding(released + [file("db/shop/3/deploy.sql")], after: released)
        == "  db/shop/3 comes before 5, which was released; give its folder a later date")
  }

  @Test func howAReleasedChangeIsRevertedOrVerifiedMayBeMended() {
    let released = [file("db/shop/1/deploy.sql", 1), file("db/shop/1/verify.sql", 2)]
    let mended = [file("db/shop/1/deploy.sql", 1), file("db/shop/1/revert.sql", 3)]
    #expect(finding(mended, after: released) == nil)
  }
}
