import Testing

struct TranscriptTests {
  private let text = """
    Says what it shows.

    $ cat >a <<'END'
    > one
    >
    > END

    $ printf 'x\\n\\ny'
    x

    y
    [no newline]


    $ false
    [exit 1]

    """

  @Test func aTranscriptIsReadAsItReads() {
    let steps = Transcript(text).steps
    #expect(Transcript(text).opening == ["Says what it shows.", ""])
    #expect(steps.map(\.line) == [3, 8, 15])
    #expect(steps.map(\.command) == ["cat >a <<'END'\none\n\nEND", "printf 'x\\n\\ny'", "false"])
    #expect(steps.map(\.expected) == [[], ["x", "", "y", "[no newline]"], ["[exit 1]"]])
    #expect(steps.map(\.blankLinesAfter) == [1, 2, 0])
  }

  @Test func aTranscriptIsWrittenAsItWasRead() {
    #expect(Transcript(text).text == text)
  }

  @Test func outputThatReadsAsAMarkIsEscaped() {
    let output = "$ a\n> b\n>\n...\n[exit 2]\n\\c\n  $ d\n"
    let lines = transcriptLines(output: output, status: 3)
    #expect(
      lines == [
        "\\$ a", "\\> b", "\\>", "\\...", "\\[exit 2]", "\\\\c", "  $ d", "[exit 3]",
      ])
  }

  @Test func blankLinesAtTheEndOfTheOutputMeanNothing() {
    #expect(transcriptLines(output: "", status: 0) == [])
    #expect(transcriptLines(output: "\na\n\n\n", status: 0) == ["", "a"])
    #expect(transcriptLines(output: "a", status: 1) == ["a", "[no newline]", "[exit 1]"])
  }

  @Test func aDifferenceNamesTheLineAndTheCommand() {
    let script = Transcript("$ one\na\nb [..]\nc\n\n$ two\nd\n")
    let differences = script.differences(from: [["a", "b 1", "x"], ["d"]], path: "one.txt")
    #expect(differences == ["one.txt:1:\n$ one\n  a\n  b [..]\n- c\n+ x"])
  }

  @Test func blessingKeepsTheWildcardsThatStillHold() {
    let script = Transcript("Why.\n\n$ one\na [..]\n...\nb\n[..] c\n\n$ two\nd\n")
    let shown = [["new", "a 1", "x", "y", "b", "e"], ["d", "[exit 1]"]]
    let blessed = script.blessed(with: shown)
    #expect(blessed.text == "Why.\n\n$ one\nnew\na [..]\n...\nb\ne\n\n$ two\nd\n[exit 1]\n")
    #expect(blessed.differences(from: shown, path: "") == [])
  }
}
