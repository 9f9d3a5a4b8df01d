import Release
import Testing

/// What is put into a command is one word of it, whatever it holds.
struct ShellCommandTests {
  @Test func whatIsPutInIsQuotedWhereItNeedsToBe() {
    let (tag, plain) = ("$(id)", "v1.4.0")
    let command: ShellCommand = "relman verify \(tag) \(plain)"
    #expect(command.text == "relman verify '$(id)' v1.4.0")
  }

  @Test(arguments: ["", "it's", "a b", "~", "*", "a;b", "`id`", "-n", "\"", "#"])
  func aWordStaysOneWord(_ word: String) {
    let command: ShellCommand = "echo \(word)"
    let isPlain = word == "-n"
    #expect(command.text.hasPrefix(isPlain ? "echo -n" : "echo '"))
    #expect(shellQuoted(word) == (isPlain ? word : command.text.dropFirst(5).description))
  }

  @Test func aCommandInACommandIsQuotedOnce() {
    let inner: ShellCommand = "relman prepare \("a b")"
    let outer: ShellCommand = "\(inner) --package \("shop")"
    #expect(outer.text == "relman prepare 'a b' --package shop")
  }
}
