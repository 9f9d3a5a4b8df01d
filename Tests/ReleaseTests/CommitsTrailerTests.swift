import Release
import Testing

/// Footers where they meet what `git interpret-trailers` reads.
struct TrailerTests {
  @Test func theTicketIsNamedByATrailer() {
    let message = Message(
      "feat: x\n\nBody.\n\nChange: discounts-at-checkout\nSigned-off-by: A <a@b>\n")
    #expect(message.changes == ["discounts-at-checkout"])
  }

  @Test func tokensAreComparedWithoutCaseAndAllAreFound() {
    let message = Message("x\n\nCHANGE: one\nchange: two\nCo-Authored-By: B <b@c>")
    #expect(message.changes == ["one", "two"])
    #expect(message.coAuthors == [Person(name: "B", mail: "b@c")])
  }

  @Test func aHashMaySeparateTokenAndValue() {
    #expect(Message("x\n\nFixes #123").footers == [Footer("Fixes", "123")])
  }

  @Test func anIndentedLineGoesOnWithTheValue() {
    let message = Message("x\n\nNote: one\n two\nRefs: 3")
    #expect(message.footers == [Footer("Note", "one\n two"), Footer("Refs", "3")])
  }

  @Test(
    arguments: [
      "x\n\nChange: a\n(cherry picked from commit 0123456789abcdef)",
      "x\n\nSome text\n\nChange: a\n\nCo-authored-by: B <b@c>",
      "x\n\nChange: a\nand a line that is none",
      "x\n\n[ada: moved a line]\nChange: a\nSigned-off-by: B <b@c>",
      "x\r\n\r\nChange: a\r\n", "x\n\nChange:\ta", "x\n\nChange: a\n\nSee merge request g/p!1",
    ]) func theTicketIsFoundAmongOtherLines(_ text: String)
  {
    #expect(Message(text).changes == ["a"])
  }

  @Test(
    arguments: [
      "Change: a", "x\nChange: a", "x\n\nChange: a\n\nA last paragraph of text.",
      "x\n\nIn the text\nChange: a", "x\n\nChange:a", "x\n\n Change: a", "x\n\nChange a",
    ]) func textThatOnlyLooksLikeATrailerIsNone(_ text: String)
  {
    #expect(Message(text).changes == [])
  }

  @Test(arguments: 0..<300) func anyTextIsAMessage(seed: Int) {
    var random = Seeded(seed)
    let pieces = [
      "feat", "(", ")", "!", ": ", "\n", "\n\n", "BREAKING CHANGE: ", "Merge pull request #", "'",
      "12", "(#", "Revert \"", "\"", "This reverts commit ", "0123abc", "Change: ", "\r",
      "é\u{301}",
      "\u{202e}", "See merge request ", "fixup! ", " #", "Merged PR ", "\0",
    ]
    let count = Int.random(in: 0...30, using: &random)
    let text = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined()
    let bytes = (0..<100).map { _ in UInt8.random(in: 0...255, using: &random) }
    for text in [text, String(decoding: bytes, as: UTF8.self)] {
      let message = Message(text)
      #expect(message.type == nil || message.isConventional || message.kind == .revert)
      #expect(!message.title.utf8.contains(UInt8(ascii: "\n")))
      #expect(message.isConventional ? !message.subject.isEmpty : message.scope == nil)
      #expect(message.footers.allSatisfy { !$0.token.isEmpty })
    }
  }
}
