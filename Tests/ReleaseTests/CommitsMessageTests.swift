import Release
import Testing

/// Conventional messages beyond the specification's examples and items.
struct ConventionalMessageTests {
  @Test(
    arguments: [
      ("feat( api )!: send an email", "feat", "api", true),
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
      "", "\n\n", "feat(: x", "feat): x", "feat((a)): x", "feat! : x", "feat!(a): x", "feat!!: x",
      "builtin/log: x", "two words: x", "Merge branch 'a: b'", "-feat: x", "_feat: x",
    ]) func anythingElseIsUnconventionalAndAllSubject(_ title: String)
  {
    let message = Message(title)
    #expect(!message.isConventional)
    #expect(message.type == nil)
    #expect(message.scope == nil)
    #expect(message.subject == trimmed(title))
  }

  @Test(
    arguments: [
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
    "BREAKING CHANGES: a", "BREAKING  CHANGE: a", "BREAKING: a", "BREAKING CHANGE a",
  ])
  func onlyTheWholeTokenBreaks(_ footer: String) {
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
