import Report
import Testing

struct TerminalTests {
  @Test func columnsAreAlignedByCharacters() {
    let text = table([["staging", "v1.4.0", "now"], ["é", "", "3 days"], ["a\u{1b}", "b"]])
    let expected = """
      staging  v1.4.0  now
      é                3 days
      a\\u{1B}  b

      """
    #expect(text == expected)
    #expect(table([]) == "")
  }

  @Test func oneThingIsNotMany() {
    #expect(plural(1, "commit") == "1 commit")
    #expect(plural(0, "commit") == "0 commits")
    #expect(plural(2, "policy", "policies") == "2 policies")
  }

  @Test(
    arguments: [
      (-5, "0 seconds"), (0, "0 seconds"), (1, "1 second"), (59, "59 seconds"), (60, "1 minute"),
      (3599, "59 minutes"), (3600, "1 hour"), (86_399, "23 hours"), (86_400, "1 day"),
      (3 * 86_400 + 5, "3 days"),
    ]) func anAgeIsItsLargestUnit(seconds: Int, text: String)
  {
    #expect(age(seconds: seconds) == text)
  }
}
