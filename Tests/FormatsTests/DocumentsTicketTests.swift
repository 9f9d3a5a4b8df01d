import Formats
import Release
import Testing

@Suite struct DocumentsTicketTests {
  private let file: SourceFile = ".relman/changes/discounts.md"

  private func parse(_ text: String) throws(Problem) -> Change {
    try Change.parse(id: "discounts", Array(text.utf8), file: file)
  }

  private func sections(_ body: String) throws -> [Change.Section: String] {
    try parse("---\ntitle: a\n---\n" + body).sections
  }

  @Test func everythingIsRead() throws {
    let change = try parse(
      """
      ---
      title: "Discounts: at checkout"
      risk: high
      assignee: ada@example.org
      validator: Grace
      schedule: before Friday
      strategy: blue-green
      toggle: discounts
      model: emergency
      links: [https://example.org/1, "#2"]
      paths: ["shop/**"]
      ---
      Before any heading.
      # Description
      All of it.

      ## ROLLBACK ##
      None.
      """)
    let expected = Change(
      id: "discounts", title: "Discounts: at checkout", risk: .high, assignee: "ada@example.org",
      validator: "Grace", schedule: "before Friday", strategy: .blueGreen, toggle: "discounts",
      model: "emergency", links: ["https://example.org/1", "#2"], paths: [Glob("shop/**")],
      sections: [.description: "All of it.", .rollback: "None."])
    #expect(change == expected)
  }

  @Test func lineEndsOfWindowsAreRead() throws {
    let change = try parse("---\r\ntitle: a\r\n---\r\n## Notes\r\none\r\ntwo\r\n")
    #expect(change == Change(id: "discounts", title: "a", sections: [.notes: "one\ntwo"]))
  }

  @Test func headingsThatAreNoSectionsBelongToTheOneAbove() throws {
    let body = "## Notes\n### Why\nso\n#### Rollback\n#Rollback\n## Rollback plan\nx\n"
    #expect(
      try sections(body) == [.notes: "### Why\nso\n#### Rollback\n#Rollback\n## Rollback plan\nx"])
  }

  @Test func aSectionThatComesTwiceHasBothTexts() throws {
    #expect(
      try sections("## Notes\na\n## Rollback\nb\n## Notes\nc\n")
        == [.notes: "a\nc", .rollback: "b"])
  }

  @Test(arguments: [
    ("<!-- a -->", nil), ("<!-- a\n\n## Rollback\n b -->\n", nil), ("x <!-- a --> y", "x  y"),
    ("<!-- a\n-->x", "x"), ("x\n<!-- a -->\ny", "x\ny"), ("x\n<!-- never closed\ny", "x"),
    ("<!-- a --><!-- b -->", nil), ("  \n\t\n", nil), ("a --> b", "a --> b"),
  ])
  func commentsAreNoContent(body: String, content: String?) throws {
    #expect(try sections("## Notes\n\(body)\n")[.notes] == content)
  }

  @Test(arguments: ["```sh", "~~~", "  ````"])
  func codeBlocksHoldNoHeadingsAndNoComments(fence: String) throws {
    let close = fence.filter { $0 == "`" || $0 == "~" }
    let block = "\(fence)\n# Rollback\n<!-- x\n\(close)"
    #expect(
      try sections("## Deployment\n\(block)\n## Notes\na\n")
        == [.deployment: block.drop { $0 == "\n" }.description, .notes: "a"])
  }

  @Test(arguments: [
    ("", "1:1: a ticket begins with its fields between two lines ---"),
    ("# Description\n", "1:1: a ticket begins with its fields between two lines ---"),
    ("---\ntitle: a\n", "1:1: a ticket begins with its fields between two lines ---"),
    ("---\n---\n", "1:1: the key \"title\" is missing"),
    ("---\nrisk: low\n---\n", "2:1: the key \"title\" is missing"),
    ("---\n\ntitle:\n---\n", "3:1: the key \"title\" has no value"),
    ("---\ntitle: \"\"\n---\n", "2:8: expected one line of text"),
    ("---\ntitle: a\nrisks: low\n---\n", "3:1: unknown key \"risks\"; did you mean \"risk\"?"),
    (
      "---\ntitle: a\nrisk: hihg\n---\n",
      "3:7: \"hihg\" is not one of low, medium, high; did you mean \"high\"?"
    ),
    (
      "---\ntitle: a\nstrategy: bluegreen\n---\n",
      "3:11: \"bluegreen\" is not one of all-at-once, canary, blue-green, toggle; did you mean "
        + "\"blue-green\"?"
    ),
    ("---\ntitle: a\nlinks: b\n---\n", "3:8: expected a list, found text"),
    ("---\ntitle: a: b\n---\n", "2:9: mapping values are not allowed in this context"),
  ])
  func aTicketThatDoesNotFitIsRefused(text: String, message: String) {
    #expect(throws: Problem.placed("\(file):\(message)")) { try parse(text) }
  }

  @Test func idEncodingAndSizeAreChecked() {
    let big = [UInt8](repeating: 0x61, count: (1 << 20) + 1)
    for (id, bytes, message) in [
      ("../x", [], "\"../x\" is no name: \(nameRule)"), ("x", [0xff], "the file is not UTF-8"),
      (
        "x", [0xef, 0xbb, 0xbf],
        "the file begins with a byte order mark; save it as UTF-8 without one"
      ),
      ("x", big, "the file is larger than 1048576 bytes"),
    ] as [(String, [UInt8], String)] {
      #expect(throws: Problem.placed("f.md:1:1: \(message)")) {
        try Change.parse(id: id, bytes, file: "f.md")
      }
    }
  }

  @Test func aNewTicketShowsItsFieldsAndAsksItsQuestions() {
    let text = ticketText(for: Change(id: "discounts", title: "Discounts \"now\"", risk: .low))
    #expect(
      text.hasPrefix(
        """
        ---
        title: "Discounts \\"now\\""
        risk: low  # low | medium | high
        # assignee:  # who makes it
        # validator:  # who says that it worked
        # schedule:  # when it is wanted
        strategy: all-at-once  # all-at-once | canary | blue-green | toggle
        # toggle:  # the feature toggle that switches it on
        # model:  # the release model, where the risk does not say
        # links: []  # issues, discussions, designs
        # paths: []  # files that belong to it, whoever commits them
        ---

        ## Description

        <!-- What changes, and where? What will users see, and which of them? -->

        ## Justification

        <!-- Why now? What happens if it is not done? -->

        """))
    #expect(!ticketText(for: Change(id: "a", title: "b"), questions: false).contains("<!--"))
  }

  @Test(arguments: 1...200)
  func aTicketIsReadAsItWasWritten(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let change = random.change()
    for questions in [true, false] {
      let text = ticketText(for: change, questions: questions)
      #expect(try Change.parse(id: change.id, Array(text.utf8), file: file) == change)
    }
  }
}

extension Seeded {
  fileprivate mutating func change() -> Change {
    var change = Change(id: "discounts", title: text() + "!")
    change.risk = Risk.allCases.randomElement(using: &self) ?? .low
    change.strategy = Change.Strategy.allCases.randomElement(using: &self) ?? .canary
    if Bool.random(using: &self) { change.assignee = "x" + text() }
    if Bool.random(using: &self) { change.schedule = text() + "null" }
    if Bool.random(using: &self) { change.validator = "no" }
    if Bool.random(using: &self) { change.toggle = "1e3" }
    if Bool.random(using: &self) { change.model = "emergency" }
    change.links = (0..<Int.random(in: 0...3, using: &self)).map { _ in text() + "#" }
    change.paths = (0..<Int.random(in: 0...3, using: &self)).map { _ in Glob("**/" + text()) }
    for section in Change.Section.allCases where Bool.random(using: &self) {
      change.sections[section] = "first\n\n" + text() + "last"
    }
    return change
  }

  /// Up to twelve characters that YAML or Markdown might take for more than text.
  private mutating func text() -> String {
    let alphabet = Array("ab \"'\\:#-[]{},&*!|>%@`?~é😀\u{2028}\u{feff}\t")
    let count = Int.random(in: 0...12, using: &self)
    return String((0..<count).compactMap { _ in alphabet.randomElement(using: &self) })
  }
}
