import Release
import Testing

struct CorrectionsTests {
  private func signed(
    _ number: Int, by person: String = "ada", replaces old: Int? = nil,
    _ fill: (inout Correction) -> Void = { _ in }
  ) -> SignedCorrection {
    var correction = Correction(
      repository: "r", policy: PolicyReference(version: 1, digest: digest(0)), reason: "why",
      nonce: "n")
    correction.supersedes = old.map { digest($0) }
    fill(&correction)
    return SignedCorrection(id: digest(number), person: person, correction: correction)
  }

  private func corrected(
    _ message: String, _ statements: [SignedCorrection], rules: CommitRules = CommitRules()
  ) -> CommitSummary {
    let commits = Corrections([id(1): statements]).applied(to: [noted(message, id: 1)])
    return ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil, commits: commits, rules: rules
    ).commits[0]
  }

  @Test func eachFieldTakesThePlaceOfTheCommits() {
    let commit = corrected(
      "chore: x",
      [
        signed(1) {
          $0.subject = "y"
          $0.type = "feat"
          $0.scope = "cart"
          $0.breaking = true
          $0.change = "discounts"
        }
      ])
    #expect(commit.subject == "y" && commit.original == "x")
    #expect(commit.type == "feat" && commit.scope == "cart" && commit.change == "discounts")
    #expect(commit.breaking && commit.hidden == nil && commit.asks == .major)
    #expect(commit.corrected == [digest(1)])
  }

  @Test func hidingAndShowingComeBeforeTheType() {
    #expect(corrected("feat!: x", [signed(1) { $0.hidden = true }]).hidden == .corrected)
    #expect(corrected("chore: x", [signed(1) { $0.hidden = false }]).hidden == nil)
    let strict = CommitRules(unconventional: .refuse)
    #expect(corrected("x", [signed(1) { $0.type = "fix" }], rules: strict).hidden == nil)
  }

  @Test func whatIsSupersededOrWithdrawnCountsNoMore() {
    let first = signed(1) { $0.subject = "a" }
    #expect(corrected("x", [first, signed(2, replaces: 1) { $0.type = "fix" }]).subject == "x")
    #expect(corrected("x", [first, signed(2, replaces: 1)]).corrected == [])
  }

  @Test func onlyItsAuthorReplacesAStatement() {
    let all = [signed(1) { $0.subject = "a" }, signed(2, by: "eve", replaces: 1)]
    #expect(corrected("x", all).subject == "a")
  }

  @Test func whatOnePersonSaysInTwoClonesIsNamedOnce() {
    let all = [signed(1) { $0.type = "fix" }, signed(2) { $0.type = "feat" }]
    let corrections = Corrections([id(1): all])
    #expect(corrections.disputes().map(\.people) == [["ada"]])
    #expect(corrections.statements(on: id(1), by: "ada").count == 2)
    #expect(corrections.statements(on: id(1), by: "eve").isEmpty)
  }

  @Test func orderAndDuplicatesMakeNoDifference() {
    let all = [
      signed(1, by: "ada") { $0.subject = "a" }, signed(2, by: "bob") { $0.subject = "b" },
      signed(3, by: "ada", replaces: 1) { $0.scope = "c" },
    ]
    let expected = corrected("x", all)
    #expect(expected.subject == "b" && expected.scope == "c")
    #expect(corrected("x", all.reversed() + all) == expected)
  }

  @Test func peopleWhoDisagreeAreNamed() {
    let all = [
      signed(1, by: "ada") { $0.type = "fix" }, signed(2, by: "bob") { $0.type = "feat" },
      signed(3, by: "eve") { $0.scope = "c" },
    ]
    let disputes = Corrections([id(1): all]).disputes()
    #expect(disputes.map(\.field) == ["type"])
    #expect(disputes.map(\.people) == [["ada", "bob"]])
  }

  @Test(arguments: ["", "a\nb", "a\u{7}", String(repeating: "a", count: 1001)])
  func aSubjectIsOneLine(_ subject: String) {
    #expect(signed(1) { $0.subject = subject }.correction.whyUnfit != nil)
  }
}
