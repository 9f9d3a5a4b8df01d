import Release
import Testing

struct ReviewRulesTests {
  private func difference(
    _ before: String?, _ after: String?, source: String? = nil
  ) -> RuleDifference? {
    RuleDifference(path: "f", inForce: before, proposed: after, source: source)
  }

  @Test func whatIsTheSameIsNoDifference() {
    #expect(difference("a\n", "a\n") == nil)
    #expect(difference(nil, nil) == nil)
    #expect(difference("\u{e9}", "e\u{301}") != nil)
  }

  @Test(
    arguments: [
      ("a\nb\nc\n", "a\nx\nc\n", .changes, 2), ("a\nb\n", "a\nb\nc\n", .changes, 3),
      ("a\nb\n", "a\n", .changes, 1), ("a\n", "", .changes, 1), ("a\n", "a\r\n", .changes, 1),
      (nil, "a\nb\n", .adds, 1), ("a\n", nil, .removes, 1),
    ] as [(String?, String?, RuleDifference.State, Int)]) func theFirstDifferenceHasItsLine(
      before: String?, after: String?, state: RuleDifference.State, line: Int
    )
  {
    let found = difference(before, after)
    #expect(found?.state == state)
    #expect(found?.line == line)
  }

  @Test func theLinesThatWentAndCameAreThere() {
    #expect(difference("a\nb\n", "a\nc\n")?.file.lines == [" a", "-b", "+c"])
    #expect(difference(nil, "a\n")?.file == ReviewedFile(path: "f", lines: ["+a"]))
  }

  private static let before =
    "gates:\n  approvals:\n    - {role: a}\n  expires: 7d\nonFailure: stop\n"
  private static let source = """
    # Where customers are.
    onFailure:   stop
    release: v1.0.0

    gates:   # who
      expires: 1d
      approvals:
      - role: b
    """

  /// The source has another order, other indents and remarks.
  @Test(arguments: [
    ("expires: 7d", "expires: 1d", 6), ("{role: a}", "{role: b}", 7),
    ("onFailure: stop", "onFailure: revert", 2), ("  expires: 7d\n", "", 6),
    ("  expires: 7d\n", "  evidence: [x]\n", 6), ("onFailure: stop\n", "", 2),
    ("onFailure: stop\n", "limits:\n", 2), ("gates:", "steps:", 5),
  ]) func aDifferenceIsFoundInTheFileByItsKeys(old: String, new: String, line: Int) {
    let parts = Self.before.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    #expect(
      difference(Self.before, parts.joined(separator: new), source: Self.source)?.line == line)
  }

  @Test func withoutTheKeyItIsTheFirstLine() {
    #expect(difference("a: 1\n", "a: 2\n", source: "{a: 2}")?.line == 1)
    #expect(difference("a: 1\n", "a: 2\n", source: "")?.line == 1)
    #expect(difference("x\n", "y\n", source: "x: 1\n")?.line == 1)
  }
}
