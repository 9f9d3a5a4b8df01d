import Release
import Testing

/// The examples and the sixteen items of Conventional Commits 1.0.0:
/// https://www.conventionalcommits.org/en/v1.0.0/, which is content/v1.0.0/index.md of
/// github.com/conventional-commits/conventionalcommits.org.
struct ConventionalSpecificationTests {
  @Test(arguments: examples) func anExampleIsReadAsItIsExplained(_ expected: Reading) {
    #expect(Reading(expected.text) == expected)
    #expect(Message(expected.text).isConventional)
  }

  /// The recommendation of its FAQ.
  @Test func aRevertNamesWhatItTakesBackByRefs() {
    let message = Message(
      "revert: let us never again speak of the noodle incident\n\nRefs: 676104e, a215868")
    #expect(message.kind == .revert)
    #expect(message.subject == "let us never again speak of the noodle incident")
    #expect(message.reverts == ["676104e", "a215868"])
  }

  /// Item 1.
  @Test(arguments: [
    ("feat: x", nil, false), ("feat(a): x", "a", false), ("feat!: x", nil, true),
    ("feat(a)!: x", "a", true),
  ]) func aTypeThenScopeAndMarkThenColonAndSpace(title: String, scope: String?, isBreaking: Bool) {
    #expect(Reading(title) == Reading(title, "feat", scope: scope, "x", isBreaking: isBreaking))
    #expect(Message(title).isConventional)
  }

  /// Item 1.
  @Test(arguments: [
    "x", "feat", "feat x", ": x", "(a): x", "!: x", "feat:x", "feat :x", "feat : x", "feat (a): x",
    "feat(a) : x", "feat(a) x", "feat(a)!x",
  ]) func withoutOneOfThemItIsUnconventional(_ title: String) {
    #expect(Reading(title) == Reading(title, nil, title))
    #expect(!Message(title).isConventional)
  }

  /// Items 2, 3, 11 and 14, with what the summary says of Semantic Versioning. Other types have no
  /// effect there by themselves; a commit that is released at all takes a patch.
  @Test(
    arguments: [
      ("feat: a", .minor), ("fix: a", .patch), ("feat!: a", .major), ("fix(a)!: a", .major),
      ("docs!: a", .major), ("chore: a\n\nBREAKING CHANGE: b", .major),
      ("style: a\n\nBREAKING-CHANGE: b", .major), ("docs: update ref docs.", .patch),
      ("build: a", .patch), ("ci: a", .patch), ("perf: a", .patch), ("test: a", .patch),
    ] as [(String, Bump)]) func aTypeAsksForItsVersion(text: String, bump: Bump)
  {
    #expect(noted(text, id: 1).asks == bump)
  }

  /// Item 4. What a noun is stays open.
  @Test(arguments: [
    ("fix(parser): x", "parser"), ("feat(lang): x", "lang"), ("fix(http parser): x", "http parser"),
    ("fix(面试评价): x", "面试评价"),
  ]) func aScopeStandsInParentheses(title: String, scope: String) {
    #expect(Message(title).scope == scope)
  }

  /// Item 4.
  @Test(arguments: ["fix(): x", "fix( ): x", "fix(a: x", "fix a): x", "fix(a)(b): x"])
  func aScopeIsNoEmptyAndNoOpenParenthesis(_ title: String) {
    #expect(!Message(title).isConventional)
  }

  /// Item 5.
  @Test func theDescriptionFollowsAtOnce() {
    let text = "array parsing issue when multiple spaces were contained in string"
    #expect(Message("fix: " + text).subject == text)
    for title in ["fix:", "fix: ", "fix:  ", "fix(a)!: ", "fix:\n\ntext"] {
      #expect(!Message(title).isConventional)
    }
  }

  /// Items 6 and 7.
  @Test func aBodyOfAnyParagraphsBeginsAfterABlankLine() {
    #expect(Message("fix: x\n\nOne.").body == "One.")
    #expect(Message("fix: x\n\nOne.\nTwo.\n\n- three\n\n\n\nFour.").body.hasSuffix("\n\n\n\nFour."))
    #expect(Message("fix: x\n\nOne.\n\nTwo.").footers.isEmpty)
  }

  /// Item 8.
  @Test(arguments: ["fix: x\n\n", "fix: x\n\nBody.\n\nMore.\n\n"])
  func footersFollowABlankLine(_ start: String) {
    let found = Message(start + "Reviewed-by: Z\nFixes #12\nNote: a: b # c").footers
    #expect(
      found == [Footer("Reviewed-by", "Z"), Footer("Fixes", "12"), Footer("Note", "a: b # c")])
  }

  /// Item 8.
  @Test(arguments: ["Refs:1", "Refs : 1", "Refs#1", "Refs: ", "Refs #", "Refs", ": 1", " #1"])
  func withoutTokenSeparatorOrValueItIsNoFooter(_ line: String) {
    #expect(Message("fix: x\n\n" + line).footers.isEmpty)
  }

  /// Item 9.
  @Test func aTokenHasNoSpaceButThatOfBreakingChange() {
    #expect(Message("fix: x\n\nAcked-by: Z").footers == [Footer("Acked-by", "Z")])
    #expect(Message("fix: x\n\nAcked by: Z").footers.isEmpty)
    #expect(Message("fix: x\n\nBREAKING CHANGE: a").footers == [Footer("BREAKING CHANGE", "a")])
  }

  /// Item 10.
  @Test(arguments: ["By: Z", "BREAKING CHANGE: a\n\nb\nBy: Z"])
  func aValueGoesOnUntilTheNextTokenAndSeparator(_ ending: String) {
    let message = Message(
      "fix: x\n\nText.\n\nRefs: 1\n\nNote: some words\nand more\n words\nRefs #2\n" + ending)
    #expect(message.body == "Text.")
    #expect(
      message.footers.map { "\($0.token): \($0.value)" } == [
        "Refs: 1", "Note: some words\nand more\n words", "Refs: 2",
      ] + (message.isBreaking ? ["BREAKING CHANGE: a\n\nb", "By: Z"] : ["By: Z"]))
  }

  /// Items 11, 12 and 16. That a ` #` may stand for the colon is item 8's.
  @Test(arguments: ["BREAKING CHANGE: ", "BREAKING-CHANGE: ", "BREAKING CHANGE #"])
  func aFooterSaysWhatBreaks(_ start: String) {
    let note = "environment variables now take precedence over config files"
    let message = Message("feat: x\n\n" + start + note)
    #expect(message.isBreaking)
    #expect(message.breakingNote == note)
  }

  /// Item 13: then the description says what breaks.
  @Test func aMarkBeforeTheColonBreaksByItself() {
    let message = Message("feat(api)!: drop the old names")
    #expect(message.isBreaking)
    #expect(message.breakingNote == nil)
    #expect(message.subject == "drop the old names")
    for title in ["feat! : x", "feat!(a): x", "!feat: x", "feat!!: x", "feat(a!): x", "feat: !x"] {
      #expect(!Message(title).isBreaking)
    }
  }

  /// Item 15. A scope is shown as it was written, and nothing is decided by it.
  @Test(arguments: ["feat", "Feat", "FEAT", "fEAT"]) func caseDoesNotCount(_ type: String) {
    #expect(Message(type + "(API): x").type == "feat")
    #expect(noted(type + ": x", id: 1).asks == .minor)
    #expect(Message("fix: x\n\n\(type)-by: Z").values(of: "FeaT-By") == ["Z"])
  }

  /// Items 12 and 15.
  @Test(arguments: [
    "breaking change: a", "Breaking Change: a", "BREAKING change: a", "breaking-change: a",
    "Breaking-Change: a",
  ]) func whatBreaksIsInCapitals(_ footer: String) {
    #expect(!Message("feat: x\n\n" + footer).isBreaking)
  }
}

/// What is read from a message.
struct Reading: Hashable, Sendable, CustomTestStringConvertible {
  let text: String
  let type: String?
  let scope: String?
  let subject: String
  let body: String
  let footers: [Footer]
  let isBreaking: Bool

  init(
    _ text: String, _ type: String?, scope: String? = nil, _ subject: String, body: String = "",
    _ footers: [Footer] = [], isBreaking: Bool = false
  ) {
    self.text = text
    self.type = type
    self.scope = scope
    self.subject = subject
    self.body = body
    self.footers = footers
    self.isBreaking = isBreaking
  }

  init(_ text: String) {
    let message = Message(text)
    self.init(
      text, message.type, scope: message.scope, message.subject, body: message.body,
      message.footers, isBreaking: message.isBreaking)
  }

  var testDescription: String { text.debugDescription }
}

/// "Examples", in its order, and the one under "Summary".
private let examples = [
  Reading(
    """
    feat: allow provided config object to extend other configs

    BREAKING CHANGE: `extends` key in config file is now used for extending other config files
    """, "feat", "allow provided config object to extend other configs",
    [
      Footer(
        "BREAKING CHANGE",
        "`extends` key in config file is now used for extending other config files")
    ], isBreaking: true),
  Reading(
    "feat!: send an email to the customer when a product is shipped", "feat",
    "send an email to the customer when a product is shipped", isBreaking: true),
  Reading(
    "feat(api)!: send an email to the customer when a product is shipped", "feat", scope: "api",
    "send an email to the customer when a product is shipped", isBreaking: true),
  Reading(
    """
    feat!: drop support for Node 6

    BREAKING CHANGE: use JavaScript features not available in Node 6.
    """, "feat", "drop support for Node 6",
    [Footer("BREAKING CHANGE", "use JavaScript features not available in Node 6.")],
    isBreaking: true),
  Reading("docs: correct spelling of CHANGELOG", "docs", "correct spelling of CHANGELOG"),
  Reading("feat(lang): add Polish language", "feat", scope: "lang", "add Polish language"),
  Reading(
    """
    fix: prevent racing of requests

    Introduce a request id and a reference to latest request. Dismiss
    incoming responses other than from latest request.

    Remove timeouts which were used to mitigate the racing issue but are
    obsolete now.

    Reviewed-by: Z
    Refs: #123
    """, "fix", "prevent racing of requests",
    body: """
      Introduce a request id and a reference to latest request. Dismiss
      incoming responses other than from latest request.

      Remove timeouts which were used to mitigate the racing issue but are
      obsolete now.
      """, [Footer("Reviewed-by", "Z"), Footer("Refs", "#123")]),
  Reading(
    "feat(parser): add ability to parse arrays", "feat", scope: "parser",
    "add ability to parse arrays"),
]
