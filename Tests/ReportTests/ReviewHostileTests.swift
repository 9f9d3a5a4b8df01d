import Release
import Report
import Testing

/// Foreign text in a review speaks for nobody: it opens and closes nothing, links nowhere and
/// pings nobody.
struct ReviewHostileTests {
  private static let texts = [
    "</details><h1>Approved</h1>", "<img src=x onerror=alert(1)>", "<!-- -->", "@team please",
    "see [here](https://evil.example)", "https://evil.example/x", "www.evil.example", "&#64;team",
    "a | b", "```\n# Approved\n", "~~~\n# Approved\n", "\u{202e}devorppA", "a\n\n# Approved",
    "\u{1b}[31mred", "mail ada@example.org", "http:\\/\\/evil.example",
  ]

  @Test(arguments: texts) func noTextSpeaksForTheReview(_ text: String) {
    let page = outsideCode(markdown(review(with: text)))
    for bad in ["<h1", "<img", "<!--", "@team", "@example", "](h", "://", "www.", "&#64", "\u{1b}"]
    {
      #expect(!page.contains(bad), "\(bad)")
    }
    #expect(!page.contains("\u{202e}") && !page.contains("\n# Approved"))
    #expect(page.components("<details>") == page.components("</details>"))
    #expect(page.contains("\n## Approvals so far\n"))
  }

  @Test func aReferenceToAnIssueStays() {
    #expect(markdown(review(with: "fix #12")).contains("fix #12"))
  }

  @Test(arguments: texts) func noScriptEndsItsBlockOfCode(_ text: String) {
    var review = sampleReview()
    review.migrations = [migration("c", text + "\n````\n" + text)]
    let page = outsideCode(markdown(review))
    #expect(!page.contains("evil") && !page.contains("Approved\n"))
    #expect(page.contains("\n## Gates\n"))
  }

  /// The runner takes a line that begins with `::`, and `##[` anywhere, for a command.
  @Test func noTextForgesAnAnnotation() {
    var review = sampleReview()
    review.findings = [
      finding(
        .package, "a\n::set-output name=x::y\r##[set-output name=x]y 100%",
        path: "a,line=9::b:c\n.sql", line: 3)
    ]
    let lines = annotations(review).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2 && lines[1].isEmpty)
    #expect(lines[0].hasPrefix("::error file=a%2Cline=9%3A%3Ab%3Ac\\n.sql,line=3,title="))
    #expect(!lines[0].contains("##[") && lines[0].hasSuffix("y 100%25"))
  }

  @Test func aSarifMessageHoldsNoLinkAndNoPlaceholder() throws {
    var review = sampleReview()
    review.findings = [finding(.package, "[x](https://evil) {0}", path: "db/a b/é#.sql")]
    let text = String(describing: SarifLog(review))
    #expect(text.contains(#"\\[x\\](https://evil) {{0}}"#))
    #expect(text.contains("db/a%20b/%C3%A9%23.sql"))
  }

  private func review(with text: String) -> Review {
    var review = sampleReview()
    review.name = text
    review.changes = [PackagedChange(id: text, title: text, risk: .low, sha256: digest(1))]
    review.commits = [
      ReviewedCommit(
        PackagedCommit(id: object(1), subject: text, author: text, outcome: .tickets([text])))
    ]
    review.notes?.text = text
    review.notes?.path = text
    review.findings = [finding(.ticket, text, path: text, command: "\(text)")]
    review.configuration = [ReviewedFile(path: text, lines: [text])]
    review.proposedRules = review.configuration
    review.migrations = [migration(text, "SELECT 1;")]
    review.environments = [environment(text, missing: [text])]
    review.approvals = [approval(by: text, for: text, reason: text)]
    return review
  }

  /// A page without its fenced blocks, code spans and escaped characters, as CommonMark has them.
  private func outsideCode(_ page: String) -> String {
    var result: [Substring] = []
    var fence = 0
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      let marks = line.prefix { $0 == "`" }.count
      if fence > 0 {
        if marks >= fence, marks == line.count { fence = 0 }
      } else if marks >= 3, !line.dropFirst(marks).contains("`") {
        fence = marks
      } else {
        result.append(line)
      }
    }
    return result.map { withoutEscapes(withoutSpans($0)) }.joined(separator: "\n")
  }

  private func withoutEscapes(_ line: String) -> String {
    var result = ""
    var isEscaped = false
    for character in line {
      if !isEscaped, character != "\\" { result.append(character) }
      isEscaped = character == "\\" && !isEscaped
    }
    return result
  }

  private func withoutSpans(_ line: Substring) -> String {
    var result = ""
    var rest = line
    while let start = rest.firstIndex(of: "`") {
      let isEscaped = rest[..<start].hasSuffix("\\")
      let marks = isEscaped ? "`" : String(rest[start...].prefix { $0 == "`" })
      result += rest[..<start]
      rest = rest[start...].dropFirst(marks.count)
      if !isEscaped, let end = rest.firstRange(of: marks) {
        rest = rest[end.upperBound...]
      } else {
        result += marks
      }
    }
    return result + rest
  }
}

extension String {
  fileprivate func components(_ separator: String) -> Int {
    split(separator: separator, omittingEmptySubsequences: false).count
  }
}
