import Release
import Testing

@testable import Formats

@Suite struct YAMLTextTests {
  @Test(arguments: [
    "", " ", "a", "null", "~", "yes", "Off", "1.4.0", "v1.4.0", "@scope/v1", "- a", "a: b", "a #b",
    "#b", "\"quoted\"", "it's", "back\\slash", "[a]", "{a}", "*a", "&a", "!a", "%a", "`a`", "|",
    ">",
    "tab\there", "two\nlines", "é😀", "a\u{2028}b", "\u{feff}a", "e\u{301}", "---", "...",
    "\u{fffe}", "\u{10ffff}", "\u{202e}x",
  ])
  func textIsReadAsItWasWritten(text: String) throws {
    for written in [yamlText(text), yamlQuoted(text)] {
      for document in ["a: \(written)", "a: [\(written), b]", "a: {\(written): b}"] {
        let value = try #require(try YAMLNode(text: document).members?.first?.value)
        let node = value.items?.first ?? value
        if let key = value.members?.first?.key {
          #expect(Path(key) == Path(text))
        } else {
          #expect(Path(try plainText(node)) == Path(text))
        }
      }
    }
  }

  @Test(arguments: ["a\u{1b}[31m", "\u{0}", "a\u{85}", "\u{7f}"])
  func controlCharactersAreEscapedAndThenRefused(text: String) {
    #expect(yamlText(text).unicodeScalars.allSatisfy { (0x20..<0x7f).contains($0.value) })
    #expect(throws: Problem.placed("f.yaml:1:1: control characters are not allowed")) {
      try YAMLNode(text: yamlText(text))
    }
  }

  @Test func whatEveryReaderTakesForTextStaysPlain() {
    #expect(yamlText("feature/x") == "feature/x")
    #expect(yamlText("ada@example.org") == "ada@example.org")
    #expect(yamlText("1.4") == "\"1.4\"")
    #expect(yamlText("No") == "\"No\"")
  }

  private func plainText(_ node: YAMLNode) throws -> String {
    guard case .scalar(let text, _) = node.content else { throw node.fail("no text") }
    return text
  }
}
