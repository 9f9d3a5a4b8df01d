import Testing

struct AlignmentTests {
  @Test(
    arguments: [
      ("a", "a"), ("[..]", ""), ("[..]", "a"), ("a[..]", "a"), ("a[..]c", "abc"), ("[..]a", "aa"),
      ("[..]b[..]b", "abab"), ("at [..]: [..]", "at 9:00: now"), ("[..][..]", "é"),
    ])
  func aLineMatches(_ expected: String, _ actual: String) {
    #expect(lineMatches(expected, actual))
  }

  @Test(
    arguments: [
      ("a", "b"), ("a", "a "), ("", "a"), ("a[..]a", "a"), ("[..]b[..]b", "ab"),
      ("[..]a", "ab"), ("a[..]", "ba"), ("e\u{301}", "\u{e9}"),
    ])
  func aLineDiffers(_ expected: String, _ actual: String) {
    #expect(!lineMatches(expected, actual))
  }

  @Test(
    arguments: [
      ([], []), (["..."], []), (["..."], ["a", "b"]), (["a", "...", "b"], ["a", "b"]),
      (["...", "b"], ["b", "a", "b"]), (["...", "[..]x", "..."], ["a", "bx", "c"]),
    ])
  func linesMatch(_ expected: [String], _ actual: [String]) {
    #expect(Alignment(expected: expected, actual: actual).matches)
  }

  @Test(
    arguments: [
      (["a"], []), ([], ["a"]), (["...", "b"], ["b", "a"]), (["a", "..."], ["b", "a"]),
      (["a", "b"], ["b", "a"]), (["\\..."], ["a"]),
    ])
  func linesDiffer(_ expected: [String], _ actual: [String]) {
    #expect(!Alignment(expected: expected, actual: actual).matches)
  }

  @Test func theDiffIsTheShortest() {
    let alignment = Alignment(expected: ["a", "b", "c", "d"], actual: ["a", "c", "x", "d"])
    #expect(alignment.diff == ["  a", "- b", "  c", "+ x", "  d"])
  }
}
