import Release
import Testing

struct PackageFilingTests {
  /// What became of the one commit.
  private func filed(
    _ paths: [String], changes: [String] = [], isConventional: Bool = true, isMerge: Bool = false,
    unconventional: CommitRules.Unconventional = .refuse
  ) -> String {
    var input = sampleIngredients()
    input.rules.unconventional = unconventional
    input.commits = [
      candidate(
        1, paths: paths, changes: changes, isConventional: isConventional, isMerge: isMerge)
    ]
    do throws(Problem) {
      let commit = try assemble(input).commits.first
      return commit.map { String(describing: $0.outcome) } ?? "forgotten"
    } catch {
      return error.message
    }
  }

  private static let own = "left out: it touches only relman's own files"
  private static let refusal = "v1.0.0 cannot be packaged:\n  "

  @Test func aCommitGoesToTheTicketThatItNames() {
    #expect(filed(["db/shop/1/deploy.sql"], changes: ["discounts"]) == "discounts")
  }

  @Test func aCommitGoesToTheTicketWhosePathsHoldAllOfIt() {
    #expect(filed(["docs/a", "docs/b/c"], isConventional: false) == "discounts")
    #expect(filed(["docs/a", "src/b"]) == "a change of its own")
  }

  @Test func aConventionalCommitIsAChangeOfItsOwn() {
    #expect(filed(["src/a"]) == "a change of its own")
    #expect(filed([]) == "a change of its own")
  }

  @Test func aCommitOfRelmansOwnFilesIsLeftOut() {
    #expect(filed([".relman/environments/staging.yaml"]) == Self.own)
    #expect(filed([".relman/a", ".relman/b/c"], isConventional: false) == Self.own)
    #expect(filed([".relman/a"], isConventional: false, unconventional: .keep) == Self.own)
    #expect(filed([".relman/a", "src/b"]) == "a change of its own")
    #expect(filed([".relmanage"]) == "a change of its own")
    #expect(filed([".relman/changes/discounts.md"], changes: ["discounts"]) == "discounts")
  }

  @Test func aMergeIsLeftOutUnlessItNamesAChange() {
    #expect(filed(["src/a"], isMerge: true) == "left out: a merge: its commits speak for it")
    #expect(filed(["src/a"], changes: ["discounts"], isMerge: true) == "discounts")
  }

  @Test func anUnconventionalCommitIsKeptOnlyWhereTheRulesSaySo() {
    #expect(
      filed(["src/a"], isConventional: false)
        == Self.refusal
        + "\(id(1).short) \"commit 1\" changes \"src/a\", names no change, and its message is not "
        + "conventional")
    #expect(
      filed(["src/a"], isConventional: false, unconventional: .keep) == "a change of its own")
    #expect(
      filed(["README.md"], isConventional: false)
        == "left out: it touches nothing that the package carries")
    #expect(
      filed(["README.md", ".relman/a"], isConventional: false)
        == "left out: it touches nothing that the package carries")
  }

  @Test(arguments: [true, false], CommitRules.Unconventional.allCases)
  func aCommitToADatabaseNeedsATicket(
    isConventional: Bool, unconventional: CommitRules.Unconventional
  ) {
    let answer = filed(
      ["src/a", "db/shop/1/deploy.sql"], isConventional: isConventional,
      unconventional: unconventional)
    #expect(
      answer
        == Self.refusal
        + "\(id(1).short) \"commit 1\" changes the database shop and names no change"
    )
  }

  @Test func anUnknownChangeIsAFindingWithTheNearestName() {
    #expect(
      filed(["src/a"], changes: ["discuonts"])
        == Self.refusal
        + "\(id(1).short) \"commit 1\" names the change \"discuonts\", which has no ticket; "
        + "did you mean \"discounts\"?")
  }

  @Test func aCommitThatNamesTwoChangesIsFiledUnderBoth() throws {
    var input = sampleIngredients()
    input.commits = [candidate(1, changes: ["discounts", "search", "discounts"])]
    let package = try assemble(input)
    #expect(package.commits.map(\.outcome) == [.tickets(["discounts", "search"])])
    #expect(package.changes.map(\.id) == ["discounts", "search"])
  }
}
