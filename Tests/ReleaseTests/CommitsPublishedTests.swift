import Release
import Testing

/// What the tests of two parsers of Conventional Commits 1.0.0 expect, where relman agrees. Where
/// it does not stands in `DifferingParserTests`.
struct PublishedParserTests {
  @Test(arguments: ofGitConventional + ofTheParser)
  func aMessageIsReadAsOthersReadIt(_ expected: Reading) {
    #expect(Reading(expected.text) == expected)
    #expect(Message(expected.text).isConventional == (expected.type != nil))
  }

  @Test(arguments: refusedTitles) func aTitleThatOthersRefuseIsUnconventional(_ title: String) {
    let message = Message(title)
    #expect(!message.isConventional)
    #expect(message.type == nil)
    #expect(message.scope == nil)
    #expect(!message.isBreaking)
  }

  /// github.com/crate-ci/git-conventional, src/parser.rs, `test_type` and `test_scope`.
  @Test func typesAndScopesAreThoseOfGitConventional() {
    for type in ["foo", "Foo", "FOO", "fOO", "foo2bar", "foo-bar"] {
      #expect(Message(type + ": bar").type == type.lowercased())
    }
    for scope in ["foo", "Foo", "FOO", "fOO", "foo bar", "foo-bar", "x86"] {
      #expect(Message("type(\(scope)): bar").scope == scope)
    }
  }

  /// github.com/crate-ci/git-conventional, src/parser.rs, `test_body`.
  @Test(arguments: ["foo", "FOO", "fOO", "💃🏽", "foo bar", "foo\nbar\n\nbaz"])
  func aBodyIsFreeText(_ body: String) {
    #expect(Reading("fix: x\n\n" + body) == Reading("fix: x\n\n" + body, "fix", "x", body: body))
  }

  /// github.com/crate-ci/git-conventional, src/parser.rs, `test_footer` and `test_body`.
  @Test(arguments: [
    ("hello: world", "hello", "world"), ("BREAKING CHANGE: woops!", "BREAKING CHANGE", "woops!"),
    (
      "Co-Authored-By: Marge Simpson <marge@simpsons.com>", "Co-Authored-By",
      "Marge Simpson <marge@simpsons.com>"
    ),
    ("Closes #12", "Closes", "12"), ("BREAKING-CHANGE: broken", "BREAKING-CHANGE", "broken"),
    ("My-Footer: bar", "My-Footer", "bar"), ("My-Footer #bar", "My-Footer", "bar"),
  ]) func aFooterIsTokenAndValue(line: String, token: String, value: String) {
    #expect(Message("fix: x\n\nfoo\n\n" + line).footers == [Footer(token, value)])
    #expect(Message("fix: x\n\nfoo\n\n" + line).body == "foo")
  }

  /// github.com/crate-ci/git-conventional, src/parser.rs, `test_footer`; and an empty value as in
  /// @commitlint/rules/src/signed-off-by.test.ts and trailer-exists.test.ts.
  @Test(arguments: [
    "foo", "foo:", "foo: ", "foo ", "foo #", "BREAKING CHANGE", "Foo-Bar", "Foo-Bar: ",
    "Signed-off-by:", "Arbitrary-trailer:\nSigned-off-by:\nAnother-arbitrary-trailer:",
  ]) func aFooterWithoutValueIsNone(_ line: String) {
    #expect(Message("fix: x\n\nfoo\n\n" + line).footers.isEmpty)
  }
}

/// github.com/crate-ci/git-conventional, src/parser.rs: `errors`, `test_type` and `test_summary`;
/// github.com/conventional-commits/parser, test/parser.js: those that throw;
/// github.com/conventional-changelog/commitlint, @commitlint/rules/src: type-empty.test.ts,
/// type-case.test.ts and subject-empty.test.ts.
private let refusedTitles = [
  "Hello World", "fix Improved error messages\n", "", " ", "  ", ")", "foo", "foo bar", "foo : bar",
  "foo bar: baz", "foo(: bar", "foo): bar", "foo(): bar", "foo(bar)", "foo(bar):", "foo(bar): ",
  "foo(bar):  ", "foo(bar) :baz", "foo(bar) : baz", "foo (bar): baz", "foo bar(baz): qux",
  "feat add support for scopes", "feat( foo ) add support for scopes",
  "feat(bar)! add support for breaking change", "feat(foo: add support for scopes", "(scope):",
  "(scope): subject", "Ty Pe: subject", "test:\n", "test: \nbody", ": some message",
]

/// github.com/crate-ci/git-conventional, src/commit.rs, and `test_summary` of src/parser.rs.
private let ofGitConventional = [
  Reading("type(my scope): hello world", "type", scope: "my scope", "hello world"),
  Reading("type(my scope): hello world\n\n\n", "type", scope: "my scope", "hello world"),
  Reading("type: hello world\n", "type", "hello world"),
  Reading("type: hello world\n\n", "type", "hello world"),
  Reading("type: hello world\n\n\n", "type", "hello world"),
  Reading(
    "feat!: this is a breaking change", "feat", "this is a breaking change", isBreaking: true),
  Reading(
    "feat: message\n\nBREAKING CHANGE: breaking change", "feat", "message",
    [Footer("BREAKING CHANGE", "breaking change")], isBreaking: true),
  Reading(
    "fix: message\n\nBREAKING-CHANGE: it's broken", "fix", "message",
    [Footer("BREAKING-CHANGE", "it's broken")], isBreaking: true),
  Reading(
    "fix(example): fix keepachangelog config example\n\nFixes: #123, #124, #125", "fix",
    scope: "example", "fix keepachangelog config example", [Footer("Fixes", "#123, #124, #125")]),
  Reading(
    """
    feat: thing\r\n\r\nbody\r\n\r\ncloses #1234\r\n\r\n\r\nBREAKING CHANGE: something broke\r\n\r\n
    """, "feat", "thing", body: "body",
    [Footer("closes", "1234"), Footer("BREAKING CHANGE", "something broke")], isBreaking: true),
  Reading(
    """
    feat: thing\n\n\n\n\nbody\n\n\n\n\ncloses #1234\n\n\n\n\n\n\
    BREAKING CHANGE: something broke\n\n\n\n
    """, "feat", "thing", body: "body",
    [Footer("closes", "1234"), Footer("BREAKING CHANGE", "something broke")], isBreaking: true),
  Reading(
    """
    fix: something something

    First line of the body
    IMPORTANT: Please see something else for details.
    Another line here.

    """, "fix", "something something",
    body: """
      First line of the body
      IMPORTANT: Please see something else for details.
      Another line here.
      """),
  Reading(
    """
    chore: improve changelog readability

    Change date notation from YYYY-MM-DD to YYYY.MM.DD to make it a tiny bit
    easier to parse while reading.

    BREAKING CHANGE: Just kidding!

    """, "chore", "improve changelog readability",
    body: """
      Change date notation from YYYY-MM-DD to YYYY.MM.DD to make it a tiny bit
      easier to parse while reading.
      """, [Footer("BREAKING CHANGE", "Just kidding!")], isBreaking: true),
  Reading("foo: bar", "foo", "bar"),
  Reading("foo(bar): baz", "foo", scope: "bar", "baz"),
  Reading("foo(bar):     baz", "foo", scope: "bar", "baz"),
  Reading("foo(bar-baz): qux", "foo", scope: "bar-baz", "qux"),
  Reading("foo!: bar", "foo", "bar", isBreaking: true),
]

/// github.com/conventional-commits/parser, test/parser.js and its snapshots.
private let ofTheParser = [
  Reading("fix: a really weird bug", "fix", "a really weird bug"),
  Reading(
    "feat(parser): add support for scopes", "feat", scope: "parser", "add support for scopes"),
  Reading("feat!: add support for scopes", "feat", "add support for scopes", isBreaking: true),
  Reading(
    "feat(http parser)!: add support for scopes", "feat", scope: "http parser",
    "add support for scopes", isBreaking: true),
  Reading("feat(tree):    add whitespace node", "feat", scope: "tree", "add whitespace node"),
  Reading(
    "fix: address major bug\nBREAKING CHANGE: this change is breaking", "fix", "address major bug",
    [Footer("BREAKING CHANGE", "this change is breaking")], isBreaking: true),
  Reading(
    "fix: address major bug\nBREAKING-CHANGE: this change is breaking", "fix", "address major bug",
    [Footer("BREAKING-CHANGE", "this change is breaking")], isBreaking: true),
  Reading(
    """
    fix: address major bug
    BREAKING CHANGE: first line of breaking change
     second line of breaking change
     third line of breaking change
    """, "fix", "address major bug",
    [
      Footer(
        "BREAKING CHANGE",
        "first line of breaking change\n second line of breaking change\n"
          + " third line of breaking change")
    ], isBreaking: true),
  Reading(
    "fix: some stuff\n\nExternal-Id:    1337", "fix", "some stuff",
    [Footer("External-Id", "1337")]),
  Reading(
    "fix: address major bug\nthis is a free form body of text", "fix", "address major bug",
    body: "this is a free form body of text"),
  Reading(
    "fix: address major bug\n\nthis is a free form body of text", "fix", "address major bug",
    body: "this is a free form body of text"),
  Reading(
    "feat: breaking change\n\nBREAKING CHANGE: introduces breaking change\nsecond line", "feat",
    "breaking change", [Footer("BREAKING CHANGE", "introduces breaking change\nsecond line")],
    isBreaking: true),
  Reading(
    "fix: address major bug\n\nBREAKING CHANGE: this is breaking.\n\nAuthor: @bcoe\nRefs #392",
    "fix", "address major bug",
    [
      Footer("BREAKING CHANGE", "this is breaking."), Footer("Author", "@bcoe"),
      Footer("Refs", "392"),
    ], isBreaking: true),
  Reading(
    """
    fix: address major bug

    this is the first line of the body

    this is the second line of body

    Author: @bcoe
    Refs #392
    """, "fix", "address major bug",
    body: "this is the first line of the body\n\nthis is the second line of body",
    [Footer("Author", "@bcoe"), Footer("Refs", "392")]),
]
