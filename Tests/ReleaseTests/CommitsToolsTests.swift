import Release
import Testing

/// What the tests of conventional-changelog, commitlint and release-please expect, where relman
/// agrees. Where it does not stands in `DifferingParserTests`.
struct PublishedToolTests {
  @Test(arguments: ofTheChangelog + ofCommitlint + ofReleasePlease)
  func aMessageIsReadAsOthersReadIt(_ expected: Reading) {
    #expect(Reading(expected.text) == expected)
    #expect(Message(expected.text).isConventional == (expected.type != nil))
  }

  /// github.com/conventional-changelog/commitlint, @commitlint/rules/src/type-case.test.ts,
  /// scope-case.test.ts and scope-enum.test.ts. Several scopes in one stay as they are written.
  @Test func typesAndScopesAreThoseOfCommitlint() {
    for type in ["type", "tYpE", "TYPE", "tyPe", "TyPe", "ty_pe", "ty-pe"] {
      #expect(Message(type + ": subject").type == type.lowercased())
    }
    let scopes = [
      "scope", "sCoPe", "SCOPE", "myScope", "my-scope", "MyScope", "my_scope", "My Scope",
      "bar,baz", "bar, baz", "bar/baz", "bar|baz", "bar*baz", "bar|baz/qux*xyz",
    ]
    for scope in scopes { #expect(Message("test(\(scope)): subject").scope == scope) }
  }

  /// github.com/conventional-changelog/conventional-changelog,
  /// packages/conventional-commits-parser/src/CommitParser.spec.ts.
  @Test func whatBreaksHasNoOtherToken() {
    let message = Message(
      """
      fix(core): report duplicate template bindings in templates

      Fixes #7315

      BREAKING CHANGES:

      Previously multiple template bindings on one element
      were leading to undesired result.

      Closes #9462
      """)
    #expect(!message.isBreaking)
    #expect(message.footers == [Footer("Closes", "9462")])
  }

  /// github.com/googleapis/release-please, test/fixtures/commit-messages/1257-breaking-change.txt.
  /// There what breaks ends with its paragraph; here with the next commit that the forge lists, and
  /// that is read too.
  @Test func theNextCommitOfASquashEndsWhatBreaks() {
    let message = Message(
      """
      fix: some fix (#1234)

      * fix: this becomes the new breaking change comment

      * fix: breaking change

      BREAKING CHANGE: my comment

      * fix: this breaks the footer parser
      """)
    #expect(message.breakingNote == "my comment")
    #expect(message.footers == [Footer("BREAKING CHANGE", "my comment")])
    #expect(
      message.entries.map(\.subject) == [
        "this becomes the new breaking change comment", "breaking change",
        "this breaks the footer parser",
      ])
  }

  /// github.com/conventional-changelog/commitlint, @commitlint/is-ignored/src/is-ignored.test.ts.
  @Test(arguments: [
    "Merge branch 'iss53'", "Merge branch 'ctrom-YarnBuild'\n",
    "Merge branch 'ctrom-YarnBuild'\r\n\r\n\r\n",
    "Merge branch 'ctrom-YarnBuild'\r\n # some comment", "Merge pull request #369",
    "Merge tag '1.1.1'", "Merge tag 'a tag'\n\n\n", "Merge remote-tracking branch",
    "Merged in feature/facebook-friends-sync (pull request #8)", "Merged PR 123: Description here",
  ]) func aMergeIsKnownByItsTitle(_ text: String) {
    guard case .merge = Message(text).kind else {
      Issue.record("it is no merge")
      return
    }
  }

  /// From the same place.
  @Test(arguments: [
    "initial commit", "foo bar Merge branch xxx", "foo bar Merge tag '1.1.1'", "",
  ]) func anyOtherTitleIsOrdinary(_ text: String) { #expect(Message(text).kind == .ordinary) }

  /// From the same place, and from github.com/conventional-changelog/conventional-changelog,
  /// packages/conventional-commits-parser/src/CommitParser.spec.ts.
  @Test(arguments: [
    (
      "docs: add recipe for linting of all commits in a PR (#36)",
      "1e69d542c16c2a32acfd139e32efa07a45f19111"
    ),
    (
      "throw an error if a callback is passed to animate methods",
      "9bb4d6ccbe80b7704c6b7f53317ca8146bc103ca"
    ),
  ]) func aRevertHasTitleAndIdOfWhatItReverts(title: String, id: String) {
    let message = Message("Revert \"\(title)\"\n\nThis reverts commit \(id).")
    #expect(message.kind == .revert)
    #expect(message.subject == title)
    #expect(message.reverts == [id])
  }

  @Test func aRevertWithoutTitleAndIdHasNeither() {
    let message = Message("Revert \"\"\n\nThis reverts commit .")
    #expect(message.kind == .ordinary)
    #expect(message.reverts.isEmpty)
  }
}

/// github.com/conventional-changelog/conventional-changelog,
/// packages/conventional-commits-parser/src/CommitParser.spec.ts. Its tests name what breaks
/// `BREAKING AMEND` by an option.
private let ofTheChangelog = [
  Reading(
    "feat(ng-list): Allow custom separator\nbla bla bla\n\nCloses #123\nCloses #25\nFixes #33\n",
    "feat", scope: "ng-list", "Allow custom separator", body: "bla bla bla",
    [Footer("Closes", "123"), Footer("Closes", "25"), Footer("Fixes", "33")]),
  Reading("feat(hello/world): message", "feat", scope: "hello/world", "message"),
  Reading("feat(@org/hello-world): message", "feat", scope: "@org/hello-world", "message"),
  Reading("feat(hello/world)!: message", "feat", scope: "hello/world", "message", isBreaking: true),
  Reading(
    "feat(ng:list): Allow custom separator", "feat", scope: "ng:list", "Allow custom separator"),
  Reading("header", nil, "header"),
  Reading("chore: some chore\n", "chore", "some chore"),
  Reading("feat!: breaking change feature", "feat", "breaking change feature", isBreaking: true),
  Reading(
    "feat!: breaking change feature\nBREAKING CHANGE: some breaking change", "feat",
    "breaking change feature", [Footer("BREAKING CHANGE", "some breaking change")],
    isBreaking: true),
  Reading(
    """
    \n\n\n\n\n\n\nfeat(scope): broadcast $destroy event on scope destruction\n\n\n
    \n\n\nperf testing shows that in chrome this change adds 5-15% overhead
    \n\n\nwhen destroying 10k nested scopes where each scope has a $destroy listener\n
    \n\n\n\nBREAKING CHANGE: some breaking change
    \n\n\n\nBREAKING CHANGE: An awesome breaking change\n\n\n```\ncode here\n```\n
    Kills #1\n\n\n\nkilled #25\n\n\n\n\n
    """, "feat", scope: "scope", "broadcast $destroy event on scope destruction",
    body: """
      perf testing shows that in chrome this change adds 5-15% overhead\n\n\n
      when destroying 10k nested scopes where each scope has a $destroy listener
      """,
    [
      Footer("BREAKING CHANGE", "some breaking change"),
      Footer("BREAKING CHANGE", "An awesome breaking change\n\n\n```\ncode here\n```"),
      Footer("Kills", "1"), Footer("killed", "25"),
    ], isBreaking: true),
  Reading(
    """
    feat(scope): broadcast $destroy event on scope destruction
    perf testing shows that in chrome this change adds 5-15% overhead
    when destroying 10k nested scopes where each scope has a $destroy listener
    BREAKING CHANGE:
    some breaking change
    some other breaking change
    Kills #1, #123
    killed #25
    handle #33, Closes #100, Handled #3
    """, "feat", scope: "scope", "broadcast $destroy event on scope destruction",
    body: """
      perf testing shows that in chrome this change adds 5-15% overhead
      when destroying 10k nested scopes where each scope has a $destroy listener
      """,
    [
      Footer("BREAKING CHANGE", "some breaking change\nsome other breaking change"),
      Footer("Kills", "1, #123"), Footer("killed", "25"),
      Footer("handle", "33, Closes #100, Handled #3"),
    ], isBreaking: true),
]

/// github.com/conventional-changelog/commitlint: @commitlint/parse/src/index.test.ts,
/// @commitlint/rules/src/breaking-change-exclamation-mark.test.ts, body-leading-blank.test.ts and
/// footer-leading-blank.test.ts, @commitlint/config-conventional/src/index.test.ts.
private let ofCommitlint = [
  Reading("type(scope): subject", "type", scope: "scope", "subject"),
  Reading("message", nil, "message"),
  Reading("type(some/scope): subject", "type", scope: "some/scope", "subject"),
  Reading("chore(component,demo): bump", "chore", scope: "component,demo", "bump"),
  Reading("fix(面试评价): 测试", "fix", scope: "面试评价", "测试"),
  Reading("commit message\n\n", nil, "commit message"),
  Reading(
    "commit message\n\nSome-Other-Trailer: content", nil, "commit message",
    [Footer("Some-Other-Trailer", "content")]),
  Reading(
    "commit message\n\nBREAKING CHANGE: reason", nil, "commit message",
    [Footer("BREAKING CHANGE", "reason")], isBreaking: true),
  Reading(
    "type: subject\n\nSome-Other-Trailer: content", "type", "subject",
    [Footer("Some-Other-Trailer", "content")]),
  Reading(
    "type: subject\n\nBREAKING CHANGE: reason", "type", "subject",
    [Footer("BREAKING CHANGE", "reason")], isBreaking: true),
  Reading(
    "type!: subject\n\nSome-Other-Trailer: content", "type", "subject",
    [Footer("Some-Other-Trailer", "content")], isBreaking: true),
  Reading(
    "type!: subject\n\nBREAKING CHANGE: reason", "type", "subject",
    [Footer("BREAKING CHANGE", "reason")], isBreaking: true),
  Reading("test: subject\nbody", "test", "subject", body: "body"),
  Reading("test: subject\nbody\n\n", "test", "subject", body: "body"),
  Reading("test: subject\n\nbody", "test", "subject", body: "body"),
  Reading(
    "test: subject\nbody\nBREAKING CHANGE: something important", "test", "subject", body: "body",
    [Footer("BREAKING CHANGE", "something important")], isBreaking: true),
  Reading(
    "test: subject\nmulti\nline\nbody\n\nBREAKING CHANGE: something important", "test", "subject",
    body: "multi\nline\nbody", [Footer("BREAKING CHANGE", "something important")],
    isBreaking: true),
  Reading(
    "fix: some issue\n\ndetailed explanation\n\ncloses #123", "fix", "some issue",
    body: "detailed explanation", [Footer("closes", "123")]),
  Reading("FIX: some message", "fix", "some message"),
  Reading("fix(scope): SOMEMESSAGE", "fix", scope: "scope", "SOMEMESSAGE"),
  Reading("fix: some message.", "fix", "some message."),
  Reading(
    "fix(scope)!: some message\n\nbody", "fix", scope: "scope", "some message", body: "body",
    isBreaking: true),
]

/// github.com/googleapis/release-please, test/commits.ts and test/fixtures/commit-messages.
private let ofReleasePlease = [
  Reading("feat: some feature", "feat", "some feature"),
  Reading("docs: some documentation", "docs", "some documentation"),
  Reading("fix!: some breaking fix", "fix", "some breaking fix", isBreaking: true),
  Reading(
    """
    feat: some feature

    extended body

    BREAKING CHANGE: this is actually a breaking change
    """, "feat", "some feature", body: "extended body",
    [Footer("BREAKING CHANGE", "this is actually a breaking change")], isBreaking: true),
  Reading("fix: some fix\n\nFixes #123", "fix", "some fix", [Footer("Fixes", "123")]),
  Reading(
    """
    fix: some fix

    some body
    PiperOrigin-RevId: 12345
    Source-Link: https://github.com/googleapis/googleapis/commit/abc123
    BREAKING CHANGE: this is actually a breaking change
    """, "fix", "some fix",
    body: """
      some body
      PiperOrigin-RevId: 12345
      Source-Link: https://github.com/googleapis/googleapis/commit/abc123
      """, [Footer("BREAKING CHANGE", "this is actually a breaking change")], isBreaking: true),
  Reading(
    "chore: upgrade to Node 7\n\nBREAKING CHANGE: we were on Node 6\nsecond line\nthird line",
    "chore", "upgrade to Node 7",
    [Footer("BREAKING CHANGE", "we were on Node 6\nsecond line\nthird line")], isBreaking: true),
  Reading(
    """
    chore: upgrade to Node 7

    BREAKING CHANGE: we were on Node 6
    - deleted API foo
    - deleted API bar
    """, "chore", "upgrade to Node 7",
    [Footer("BREAKING CHANGE", "we were on Node 6\n- deleted API foo\n- deleted API bar")],
    isBreaking: true),
  Reading(
    "meta: correct release\n\nRelease-As: v3.0.0", "meta", "correct release",
    [Footer("Release-As", "v3.0.0")]),
]
