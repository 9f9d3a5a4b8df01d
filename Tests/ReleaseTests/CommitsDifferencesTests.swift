import Release
import Testing

/// Published cases that relman reads otherwise than the parser whose tests hold them, and why.
///
/// gc: github.com/crate-ci/git-conventional, src. cp: github.com/conventional-commits/parser,
/// test/parser.js. cl: github.com/conventional-changelog/commitlint, @commitlint. cc:
/// github.com/conventional-changelog/conventional-changelog, packages/conventional-commits-parser.
/// rp: github.com/googleapis/release-please, test.
struct DifferingParserTests {
  /// gc keeps the number. It is the forge's, and notes link it.
  @Test(arguments: [
    ("type: hello world (#1)", "hello world", 1),
    ("chore: add .hello.txt (#1)\n\n", "add .hello.txt", 1),
    ("refactor: use fewer lines (#3)\n\n", "use fewer lines", 3),
  ]) func theNumberAtTheEndIsNoPartOfTheSubject(text: String, subject: String, number: Int) {
    #expect(Message(text).subject == subject)
    #expect(Message(text).pullRequest == number)
  }

  /// gc refuses it, and cl warns. A message that is in history is read as far as it goes.
  @Test func aBodyWithoutBlankLineIsABody() {
    let message = Message(
      "chore: Automate fastlane when a file in the fastlane directory is\nchanged (hopefully)")
    #expect(message.subject == "Automate fastlane when a file in the fastlane directory is")
    #expect(message.body == "changed (hopefully)")
  }

  /// gc, and cl's header-trim, refuse the blanks before a type: they are of no meaning.
  @Test(arguments: [" feat: x", "\t\tfeat: x", "\t \tfeat: x \t  \t", "\n\nfeat: x"])
  func blanksBeforeATypeDoNotCount(_ text: String) {
    #expect(Message(text).type == "feat")
    #expect(Message(text).title == "feat: x")
  }

  /// gc keeps the blanks before a body, which nothing here shows.
  @Test func aBodyHasNoBlanksAroundIt() {
    #expect(Message("fix: x\n\n    code block").body == "code block")
  }

  /// gc refuses it; item 12 wants a description. What might break is not to be missed.
  @Test func whatBreaksNeedNotBeDescribed() {
    #expect(Message("fix: x\n\nfoo\n\nBREAKING CHANGE:").isBreaking)
  }

  /// gc and cp take any letters. Types are words of the configuration, and compared without case;
  /// cc and cl take those of ASCII too.
  @Test func aTypeIsOfASCIILetters() {
    #expect(!Message("новое: x").isConventional)
    #expect(!Message("ﬁx: x").isConventional)
  }

  /// cp takes both. Items 1 and 8 want the space, and `a:b` is often a path or an address.
  @Test func aColonIsFollowedByASpace() {
    #expect(!Message("feat(tree):no whitespaces here").isConventional)
    #expect(Message("fix: some stuff\n\nExternal-Id:1337").footers.isEmpty)
  }

  /// cp takes each for a footer. By item 8 a blank line comes first, and Git reads no trailers in
  /// the first paragraph either; only what breaks is seen anywhere.
  @Test(arguments: [
    "fix: address major bug\nAuthor: @byCedric",
    "chore: contains multiple commits\nfix(parser): address bug with parser",
    "chore: contains multiple commits\nfeat(parser)!: address bug with parser",
    "fix: address major bug\n\nthis is a free form body of text\nAuthor: @bcoe\nRefs #392",
  ]) func aFooterFollowsABlankLine(_ text: String) {
    #expect(Message(text).footers.isEmpty)
    #expect(!Message(text).isBreaking)
    #expect(Message(text).body.isEmpty == false)
  }

  /// cp takes the second line for the body. By item 10 it goes on with what breaks.
  @Test func whatFollowsABreakingChangeIsItsValue() {
    let message = Message(
      """
      fix: address major bug

      BREAKING CHANGE: this is breaking.
      this is a free form body of text
      Author: @bcoe
      Refs #392
      """)
    #expect(message.body == "")
    #expect(
      message.footers == [
        Footer("BREAKING CHANGE", "this is breaking.\nthis is a free form body of text"),
        Footer("Author", "@bcoe"), Footer("Refs", "392"),
      ])
  }

  /// rp ends it with its paragraph, item 10 with the next token.
  @Test func whatBreaksMayHaveParagraphs() {
    let message = Message(
      "chore: upgrade to Node 7\n\nBREAKING CHANGE: we were on Node 6\n\nI should be removed")
    #expect(message.breakingNote == "we were on Node 6\n\nI should be removed")
  }

  /// gc has a footer here, and everything after it in its value. As for Git, footers are the end of
  /// a message: a paragraph of the body may well begin with a word and a colon.
  @Test func aParagraphOfTheBodyMayLookLikeAFooter() {
    #expect(Message("fix: x\n\nNote: this is\nlong.\n\nThe end.").footers.isEmpty)
    #expect(Message("fix: x\n\nNote: this is\nlong.\n\nRefs: 1").footers == [Footer("Refs", "1")])
  }

  /// cc finds it. An indented or listed line is a quotation, or a part of a list, and item 8 starts
  /// a footer with its token.
  @Test(arguments: [
    "feat(scope): x\n\n         BREAKING CHANGE: some breaking change         ",
    "fix(core): x\n\nFixes #7315\n\n* BREAKING CHANGE:\n\nPreviously multiple template bindings",
  ]) func whatBreaksStartsItsLine(_ text: String) { #expect(!Message(text).isBreaking) }

  /// cc has references without a blank line before them. That is no footer for the specification.
  @Test func onlyWhatBreaksNeedsNoBlankLine() {
    let message = Message(
      "feat(scope): x\nperf testing\nKills #1, #123\nBREAKING CHANGE: some breaking change")
    #expect(message.body == "perf testing\nKills #1, #123")
    #expect(message.footers == [Footer("BREAKING CHANGE", "some breaking change")])
  }

  /// cc and cl leave out comments by an option. Git has taken them out before it commits, and a
  /// commit may well hold such a line.
  @Test func aLineOfACommitIsNoComment() {
    #expect(Message("type(some/scope): subject\n# some comment").body == "# some comment")
  }

  /// cc gives the merge the type of its second title. The commits that it merges are read too, so
  /// it is the title of the pull request, and counts for nothing more.
  @Test(arguments: [
    "Merge pull request #1 from user/feature/feature-name\n\nfeat(scope): x\n\nperf testing",
    """
    Merge branch 'feature/feature-name' into 'master'\r\n\r\nfeat(scope): x\r\n\r\nperf\r\n\r\n\
    See merge request !1
    """,
    "Merged PR 1: feat(scope): x\r\n\r\nperf testing\r\n\r\nSee merge request !1",
  ]) func aMergeHasNoTypeOfItsOwn(_ text: String) {
    #expect(Message(text).kind == .merge(pullRequestTitle: "feat(scope): x"))
    #expect(Message(text).pullRequest == 1)
    #expect(Message(text).type == nil)
  }

  /// cl leaves them out by their titles. A merge has two parents, and a title of one does not make
  /// it one; and git writes no `revert "…"`.
  @Test(arguments: [
    "Merged develop into feature/component-form-select-card", "Automatic merge",
    "Auto-merged develop into master", "revert \"docs: add recipe\"", "1.0.0",
  ]) func aTitleOfNoForgeIsOrdinary(_ text: String) { #expect(Message(text).kind == .ordinary) }

  /// rp takes each paragraph that has a title's form for a commit. That is a footer's form too, so
  /// here it takes the bullet with which forges list what they squash.
  @Test func aParagraphIsNoCommit() {
    let message = Message("feat: some feature\n\nfix: some bugfix")
    #expect(message.entries.isEmpty)
    #expect(message.footers == [Footer("fix", "some bugfix")])
    let listed = Message("feat: some feature\n\n* fix: some bugfix")
    #expect(listed.entries.map(\.subject) == ["some bugfix"])
  }

  /// rp has three commits here, one of which breaks.
  @Test func whatIsIndentedBelowAParagraphIsItsOwn() {
    let message = Message(
      """
      meta: multiple commits.

      Details.

      Some clarifying facts.

      fix: fixes bug #733
      feat(recaptchaenterprise): migrate microgenerator
        Committer: @miraleung
        PiperOrigin-RevId: 345559154
        BREAKING-CHANGE: for some reason this migration is breaking.
        Source-Link: googleapis/googleapis@5e0dcb2

      fix(securitycenter): fixes security center.
        Committer: @miraleung
        PiperOrigin-RevId: 345559182
        Source-Link: googleapis/googleapis@e5eef86
      """)
    #expect(message.type == "meta")
    #expect(message.entries.isEmpty)
    #expect(!message.isBreaking)
  }

  /// rp has a second commit between these lines, which are its own.
  @Test func aNestedCommitIsText() {
    let message = Message(
      "fix: a\n\nBody.\nBEGIN_NESTED_COMMIT\ndocs(samples): b\nEND_NESTED_COMMIT\nBy: Z <z@y>")
    #expect(message.type == "fix")
    #expect(message.entries.isEmpty)
  }
}
