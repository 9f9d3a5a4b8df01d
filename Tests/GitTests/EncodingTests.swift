import Git
import Release
import Scratch
import Testing

struct EncodingTests {
  /// Names and messages in other encodings than UTF-8, held against what `git log` makes of them.
  @Test(arguments: [
    ("ISO-8859-1", #"caf\351 \337"#), ("latin1", #"\374ber"#), ("ISO-8859-15", #"10 \244"#),
    ("windows-1252", #"\200 5 \223quoted\224"#), ("CP1251", #"\317\360\350\342\345\362"#),
    ("KOI8-R", #"\360\322\311\327\305\324"#), ("EUC-JP", #"\306\374\313\334"#),
    ("Shift_JIS", #"\223\372\226\173"#), ("GB18030", #"\326\320\316\304"#),
    ("Big5", #"\244\244\244\345"#), ("UTF-8", #"caf\303\251"#), ("utf8", #"caf\303\251"#),
  ])
  func aMessageIsReadInItsEncoding(encoding: String, bytes: String) throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one")
    try scratch.sh(
      """
      text=$(printf '\(bytes)')
      GIT_AUTHOR_NAME=$text git -c i18n.commitEncoding=\(encoding) commit -q --allow-empty \
      -m "feat: $text" -m "$text"
      """)
    let id = try scratch.id("HEAD")
    let commit = try scratch.opened().commit(id)
    let shown = try scratch.sh("git log -1 --encoding=UTF-8 --format='%an%n%B'")
    #expect("\(commit.author.name)\n\(commit.message)".utf8.elementsEqual(shown.utf8))
    let messages = try scratch.opened().search(from: [id]) { $0.map(\.message) }.finish()
    #expect(messages.first == Array(commit.message.utf8))
  }

  /// The bytes stay, where a header names what they are not, or a name that is no encoding.
  @Test(arguments: [
    "none", "", "../../etc/passwd", "UTF-16", "UTF-7//TRANSLIT", "ISO-2022-CN-EXT", "iso8859-99",
  ])
  func anEncodingThatIsNotKnownChangesNothing(encoding: String) throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one")
    let tree = try scratch.git("rev-parse", "HEAD^{tree}")
    let who = "Ada <a@example.org> 1767225600 +0000"
    let text = "tree \(tree)\nauthor \(who)\ncommitter \(who)\nencoding \(encoding)\n\nfix: ü\n"
    try scratch.write("commit", text)
    let hex = try scratch.sh("git hash-object -t commit -w --literally commit")
    let id = try #require(ObjectID(hex: hex))
    #expect(try scratch.opened().commit(id).message == "fix: ü\n")
  }

  @Test func whatIsNoneOfItsEncodingStaysAsItIs() throws {
    let scratch = try Scratch.repository()
    try scratch.sh(
      """
      git -c i18n.commitEncoding=EUC-JP commit -q --allow-empty -m "$(printf 'fix: \\377 ü')"
      """)
    let message = try scratch.opened().commit(scratch.id("HEAD")).message
    #expect(message == "fix: \u{fffd} ü\n")
  }
}
