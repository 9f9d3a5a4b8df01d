import Release
import Scratch
import Testing

@testable import Formats

@Suite struct DocumentsCommandWordsTests {
  private func words(_ line: String) throws(Problem) -> [String] {
    try CommandWords.read(YAMLNode(text: yamlQuoted(line)))
  }

  @Test(arguments: [
    ("deploy/switch.sh --flag", ["deploy/switch.sh", "--flag"]), ("  a\t b ", ["a", "b"]),
    (#"a 'b c' "d e""#, ["a", "b c", "d e"]), (#"a'b'"c"d"#, ["abcd"]),
    ("a '' \"\"", ["a", "", ""]),
    (#"a\ b \" \' \\"#, ["a b", "\"", "'", "\\"]),
    (#"'a\b' "a\b" "a\"\\\$b""#, [#"a\b"#, #"a\b"#, #"a"\$b"#]),
    ("a '$x|&;<>()`'", ["a", "$x|&;<>()`"]), ("a \"|&;<>()\"", ["a", "|&;<>()"]),
    ("a *.sql ~ #b", ["a", "*.sql", "~", "#b"]), ("\"\u{301}a\"", ["\u{301}a"]),
  ])
  func wordsAreSplitAtBlanks(line: String, expected: [String]) throws {
    #expect(try words(line) == expected)
  }

  @Test(arguments: [
    ("a && b", "&"), ("a; b", ";"), ("a | b", "|"), ("a > b", ">"), ("a < b", "<"), ("(a)", "("),
    ("a $HOME", "$"), ("a \"$HOME\"", "$"), ("a `b`", "`"), ("a \"`b`\"", "`"),
  ])
  func whatOnlyAShellCouldDoIsRefused(line: String, character: String) {
    let message =
      "f.yaml:1:1: \"\(character)\" needs quotes or a backslash, since no shell runs this: "
      + "put what needs one into a script"
    #expect(throws: Problem.placed(message)) { try words(line) }
  }

  @Test(arguments: ["a 'b", "a \"b", "a \\", "'", "a \"b\\\""])
  func anOpenQuoteIsRefused(line: String) {
    let message = "f.yaml:1:1: a quote is not closed, or a backslash stands at the end"
    #expect(throws: Problem.placed(message)) { try words(line) }
  }

  /// The oracle is the machine's own shell.
  @Test func linesAreSplitAsAShellSplitsThem() throws {
    var random = Seeded(seed: 7)
    let alphabet = Array("ab  \t'\"\\é")
    var split: [(line: String, words: [String])] = []
    for _ in 0..<2000 {
      let line = String((0..<9).compactMap { _ in alphabet.randomElement(using: &random) })
      do throws(Problem) { split.append((line, try words("x " + line))) } catch { continue }
    }
    try #require(split.count > 200)
    let show = "show() { for word; do printf '[%s]' \"$word\"; done; echo; }\n"
    let script = show + split.map { "show x \($0.line)\n" }.joined()
    let said = try Scratch().sh(script).split(separator: "\n").map(String.init)
    let ours = split.map { $0.words.map { "[\($0)]" }.joined() }
    #expect(said == ours)
  }
}
