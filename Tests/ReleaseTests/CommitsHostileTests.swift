import Release
import Testing

/// Messages of unusual size, and of unusual characters.
struct HostileMessageTests {
  @Test func aThousandFootersAreReadInTheirOrder() {
    let expected = (0..<1000).map { Footer("Token-\($0)", "value \($0)\n of two lines") }
    let lines = expected.map { "\($0.token): \($0.value)" }
    #expect(Message("feat: x\n\n" + lines.joined(separator: "\n")).footers == expected)
    #expect(Message("feat: x\n\n" + lines.joined(separator: "\n\n")).footers == expected)
  }

  @Test func aThousandNotesOfWhatBreaksAreRead() {
    let lines = (0..<1000).map { "BREAKING CHANGE: \($0)" }.joined(separator: "\n")
    let message = Message("feat: x\n" + lines)
    #expect(message.footers.map(\.value) == (0..<1000).map(String.init))
    #expect(message.breakingNote?.hasSuffix("998\n\n999") == true)
  }

  /// Were the cost of a message more than linear, some of these would take hours.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "word ", "a: b\n\n", "\n", "\r\n", "(#1", "Revert \"", "a\nb", "* fix: a\n",
      "BREAKING CHANGE:",
    ]) func aMessageOfAMebibyteIsReadInOnePass(_ unit: String)
  {
    let text = String(repeating: unit, count: (1 << 20) / unit.utf8.count)
    let (below, alone) = (Message("feat: x\n\n" + text), Message(text))
    #expect(below.subject == "x")
    #expect(below.body.utf8.count + below.footers.count <= text.utf8.count)
    #expect(!alone.title.utf8.contains(UInt8(ascii: "\n")))
  }

  @Test(.timeLimit(.minutes(1))) func aMessageOfTenMebibytesIsReadWhole() {
    let lines = String(repeating: "A line of a long body, as a dump of data is.\n", count: 1 << 17)
    let value = String(repeating: "0123456789abcde ", count: 1 << 18)
    let text = "feat: x\n\n\(lines)\nBREAKING CHANGE: \(value)\nNote: \(value)\nBy: Z\n"
    let message = Message(text)
    #expect(text.utf8.count > 10 << 20)
    #expect(message.subject == "x")
    #expect(message.body.utf8.count == lines.utf8.count - 1)
    let length = value.utf8.count - 1
    #expect(message.footers.map(\.value.utf8.count) == [length, length, 1])
    #expect(message.isBreaking)
  }

  /// Whoever shows them escapes them.
  @Test(arguments: [
    "\u{202e}txet", "a\u{2066}b\u{2069}", "a\u{200b}b", "a\0b", "\u{1b}[31mred", "a\u{7}",
    "\u{85}a",
    "a\u{2028}b\u{2029}c", "a\rb", "e\u{301}\u{302}", "\u{feff}a", "👩‍👩‍👧", "a\u{fffd}",
  ]) func charactersAreKeptAsTheyAre(_ text: String) {
    let message = Message("feat(\(text))!: \(text)\n\n\(text)\n\nNote: \(text)\nBy: Z")
    #expect(message.type == "feat")
    for read in [message.scope, message.subject, message.body, message.footers.first?.value] {
      #expect(read.map { Array($0.utf8) } == Array(text.utf8))
    }
    #expect(message.footers.map(\.token) == ["Note", "By"])
    #expect(Message(text).subject == text)
  }

  @Test(arguments: [
    "\u{202e}feat: x", "fe\u{200b}at: x", "feat\u{202c}: x", "\u{feff}feat: x", "fe\0at: x",
    "feat:\u{a0}x", "feat：x", "feat\u{301}: x", "feat(a\u{202e}: x", "\u{1b}[1mfeat: x",
  ]) func nothingUnseenHidesInATypeOrItsColon(_ title: String) {
    #expect(!Message(title).isConventional)
    #expect(Message(title).type == nil)
  }

  @Test(arguments: ["\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{b}", "\u{c}", "\0"])
  func onlyALineFeedEndsALine(_ end: String) {
    let message = Message("feat: x\(end)BREAKING CHANGE: y")
    #expect(!message.isBreaking)
    #expect(message.subject == "x\(end)BREAKING CHANGE: y")
    #expect(Message("x\n\nNote: a\(end)Change: b").changes == [])
  }

  @Test(arguments: [
    "BREAKING\u{a0}CHANGE: y", "BREAKING CHANGE\u{200b}: y", "\u{202d}BREAKING CHANGE: y",
  ])
  func whatLooksLikeABreakingChangeIsNone(_ footer: String) {
    #expect(!Message("feat: x\n\n" + footer).isBreaking)
  }
}
