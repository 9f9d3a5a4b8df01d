import Release
import Report
import Testing

struct MarkdownTests {
  @Test(
    arguments: [
      ("plain text, really.", "plain text, really."), ("snake_case stays", "snake_case stays"),
      ("_emphasis_ *strong*", "\\_emphasis\\_ \\*strong\\*"), ("[a](b)", "\\[a\\](b)"),
      ("<script>", "\\<script>"), ("&amp; a & b", "\\&amp; a & b"), ("# heading", "\\# heading"),
      ("- item", "\\- item"), ("1. item", "1\\. item"), ("12) item", "12\\) item"),
      ("1.4.0 is out", "1.4.0 is out"), ("7.", "7\\."), (". a", ". a"), ("> quote", "\\> quote"),
      ("+ x", "\\+ x"),
      ("=====", "\\====="), ("~~gone~~", "\\~\\~gone\\~\\~"), ("a | b", "a \\| b"),
      ("fix `a_b*` now", "fix `a_b*` now"), ("a ` b", "a \\` b"), ("```sh", "\\`\\`\\`sh"),
      ("`a``b`", "\\`a\\`\\`b\\`"), ("a\\`b`", "a\\\\`b`"), ("a\u{202e}b", "a\\\\u{202E}b"),
      ("a\nb", "a\\\\nb"), ("    code", "code"), ("![x](y)", "!\\[x\\](y)"), ("é ✓", "é ✓"),
    ]) func aLineOfTextShowsAsItIs(text: String, shown: String)
  {
    #expect(Array(markdownEscaped(text).utf8) == Array(shown.utf8))
  }

  /// Every text of up to five of these, read back by the rule for backslashes: nothing is lost, and
  /// outside code nothing that could open markup stands alone.
  @Test func noTextGetsOutOfItsLine() {
    let alphabet = Array("`<*\\a[")
    var texts = [""]
    for _ in 0..<5 {
      texts += texts.flatMap { text in alphabet.map { text + String($0) } }
    }
    for text in Set(texts) {
      let (shown, loose) = rendered(markdownEscaped(text))
      #expect(shown == text)
      #expect(loose == "", "\(text)")
    }
  }

  @Test func notesReadWell() throws {
    let expected = """
      ## v1.4.0 — 2026-11-21

      ### Breaking changes

      - **api:** drop v1 (0300000000, #12)

        Clients of v1 must move.

        \\- Use v2.

      ### Features

      - **checkout:** discounts (0200000000, discounts-at-checkout)

      ### Other changes

      - **parser:** accept tabs (0100000000)
      - \\<b>bold\\</b> (0000000000)

      """
    let notes = release(
      "feat(api)!: drop v1 (#12)\n\nBREAKING CHANGE: Clients of v1 must move.\n\n- Use v2.",
      "feat(checkout): discounts\n\nChange: discounts-at-checkout", "parser: accept tabs",
      "<b>bold</b>")
    #expect(try markdown(notes, form: plain) == expected)
  }

  @Test func aReleaseOfHousekeepingSaysSo() throws {
    let expected = "## v1.4.0 — 2026-11-21\n\nNothing to announce (2 commits).\n"
    #expect(try markdown(release("chore: a", "ci: b"), form: plain) == expected)
  }

  @Test func whatIsUnreleasedIsCalledSo() throws {
    let notes = ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil, commits: [], rules: CommitRules())
    #expect(try markdown([notes], form: plain).hasPrefix("## Unreleased\n"))
  }

  /// What CommonMark shows of escaped text, and the bytes that stay special outside code.
  private func rendered(_ markdown: String) -> (shown: String, loose: String) {
    var (shown, loose, isCode, isEscaped) = ("", "", false, false)
    for character in markdown {
      if isEscaped || (isCode && character != "`") {
        shown.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "`" {
        shown.append(character)
        isCode.toggle()
      } else {
        shown.append(character)
        if "<*[".contains(character) { loose.append(character) }
      }
    }
    return (shown, loose + (isCode || isEscaped ? "open" : ""))
  }
}

/// Notes that link to no forge.
let plain = NotesForm(rules: CommitRules())

/// The notes of v1.4.0 with these messages, the first one the newest.
func release(_ messages: String..., tag: String = "v1.4.0") -> ReleaseNotes {
  let ada = Ident(name: "Ada", mail: "ada@example.org", time: Instant(seconds: 0))
  let commits = messages.enumerated().map { place, message in
    let bytes = [UInt8(messages.count - 1 - place)] + [UInt8](repeating: 0, count: 19)
    let commit = Commit(
      id: ObjectID(bytes: bytes) ?? .zero, tree: .zero, parents: [], author: ada, committer: ada,
      message: message)
    return CommitSummary(commit)
  }
  return ReleaseNotes(
    tag: tag, version: String(tag.dropFirst()), date: Day(year: 2026, month: 11, day: 21),
    previous: nil, commits: commits, rules: CommitRules())
}
