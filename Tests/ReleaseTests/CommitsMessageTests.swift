import Release
import Testing

/// The examples and rules of Conventional Commits 1.0.0.
struct ConventionalMessageTests {
  @Test func aDescriptionAndABreakingChangeFooter() {
    let message = Message(
      """
      feat: allow provided config object to extend other configs

      BREAKING CHANGE: `extends` key in config file is now used for extending other config files
      """)
    #expect(message.type == "feat")
    #expect(message.subject == "allow provided config object to extend other configs")
    #expect(message.isBreaking)
    #expect(message.body == "")
    #expect(
      message.breakingNote
        == "`extends` key in config file is now used for extending other config files")
  }

  @Test(
    arguments: [
      ("feat!: send an email", "feat", nil, true),
      ("feat(api)!: send an email", "feat", "api", true),
      ("docs: send an email", "docs", nil, false),
      ("feat(lang): send an email", "feat", "lang", false),
      ("FEAT(API): send an email", "feat", "API", false),
      ("a-b_c(x y/z): send an email", "a-b_c", "x y/z", false),
    ]) func theTitleHasTypeScopeAndMark(
      title: String, type: String, scope: String?, isBreaking: Bool
    )
  {
    let message = Message(title)
    #expect(message.isConventional)
    #expect(message.type == type)
    #expect(message.scope == scope)
    #expect(message.isBreaking == isBreaking)
    #expect(message.subject == "send an email")
    #expect(message.title == title)
  }

  @Test(
    arguments: [
      "", "\n\n", "feat", "feat:", "feat: ", "feat:no space", "feat(: x", "feat(a: x", "feat): x",
      "feat(): x", "feat(a)(b): x", "feat((a)): x", "feat (a): x", "feat! : x", "feat!(a): x",
      "builtin/log: x", ": x", "two words: x", "Merge branch 'a: b'",
    ]) func anythingElseIsUnconventionalAndAllSubject(_ title: String)
  {
    let message = Message(title)
    #expect(!message.isConventional)
    #expect(message.type == nil)
    #expect(message.scope == nil)
    #expect(message.subject == trimmed(title))
  }

  @Test func aBodyOfParagraphsAndSeveralFooters() {
    let message = Message(
      """
      fix: prevent racing of requests

      Introduce a request id and a reference to latest request. Dismiss
      incoming responses other than from latest request.

      Remove timeouts which were used to mitigate the racing issue but are
      obsolete now.

      Reviewed-by: Z
      Refs: #123
      """)
    #expect(message.footers == [Footer("Reviewed-by", "Z"), Footer("Refs", "#123")])
    #expect(message.body.hasPrefix("Introduce a request id"))
    #expect(message.body.hasSuffix("obsolete now."))
    #expect(!message.isBreaking)
  }

  @Test(
    arguments: [
      ("BREAKING CHANGE: a", "a"), ("BREAKING-CHANGE: a", "a"), ("BREAKING CHANGE #a", "a"),
      ("BREAKING CHANGE:\n\na", "a"), ("BREAKING CHANGE: a\nb\n\nc", "a\nb\n\nc"),
      ("BREAKING CHANGE: a\nRefs: 1", "a"), ("Refs: 1\nBREAKING CHANGE: a", "a"),
      ("BREAKING CHANGE: a\r\nb\r\n", "a\r\nb"),
    ]) func whatBreaksMayGoOnUntilTheNextFooter(footers: String, note: String)
  {
    let message = Message("chore: x\n\nBody.\n\n" + footers)
    #expect(message.isBreaking)
    #expect(message.breakingNote.map { Array($0.utf8) } == Array(note.utf8))
    #expect(message.body == "Body.")
  }

  @Test(arguments: [
    "breaking change: a", "BREAKING CHANGES: a", "BREAKING  CHANGE: a", "BREAKING: a",
  ])
  func onlyTheTokenInCapitalsBreaks(_ footer: String) {
    #expect(!Message("feat: x\n\n" + footer).isBreaking)
  }

  @Test func aBreakingChangeIsSeenWithoutAnEmptyLineBeforeIt() {
    #expect(Message("feat: x\nBREAKING CHANGE: y").breakingNote == "y")
    #expect(Message("feat: x\n\nText.\nBREAKING CHANGE: y").breakingNote == "y")
    #expect(Message("any title\nBREAKING CHANGE: y").breakingNote == "y")
  }

  @Test func aLineBelowAConventionalTitleIsBodyAndBelowAnotherIsTitle() {
    #expect(Message("feat: x\n- one\n- two").subject == "x")
    #expect(Message("feat: x\n- one\n- two").body == "- one\n- two")
    #expect(Message("a title\nthat goes on\n\nbody").title == "a title that goes on")
    #expect(Message("a title\nthat goes on\n\nbody").body == "body")
  }
}

func trimmed(_ text: String) -> String {
  text.split { $0.isWhitespace }.joined(separator: " ")
}
