import Report
import Testing

struct MarkdownLinksTests {
  @Test(
    arguments: [
      ("- x ([6a1](https://a.b/c), [#3](http://a.b/3))", "- x (6a1, #3)\n"),
      ("[v1...v2](https://a.b/c)", ""), ("a [b] (c)", "a [b] (c)\n"),
      ("](https://x)", "\n"), ("[a](https://x", "[a](https://x\n"), ("a\r\n\r\nb", "a\nb\n"),
      ("[a](https://x) and [b](https://y)", "a and b\n"),
    ])
  func notesReadTheSameWithoutLinks(notes: String, plain: String) {
    #expect(withoutLinks(notes) == plain)
  }
}
