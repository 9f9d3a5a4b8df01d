import Release

/// Formats commits as list items.
struct ItemWriter {
  let form: NotesForm

  /// `- **scope:** subject (abc1234567, #12)`, followed by the note of a breaking change.
  func item(_ item: NotesItem, namesType: Bool, marksBreaking: Bool = false) -> String {
    var text = ""
    text.reserveCapacity(160)
    text += "- "
    if marksBreaking, item.isBreaking { text += "**Breaking:** " }
    addLabel(of: item, namesType: namesType, to: &text)
    text += item.subject.isEmpty ? "(no message)" : markdownEscaped(item.subject)
    if item.type == "revert", let first = item.commit.reverts.first {
      text += ", which reverts \(first.prefix(10))"
    }
    text += " ("
    addSources(of: item.commit, to: &text)
    text += ")\n"
    if let note = item.breakingNote { text += "\n" + indented(note, as: markdownEscaped) }
    return text
  }

  private func addLabel(of item: NotesItem, namesType: Bool, to text: inout String) {
    let type = namesType ? item.type : nil
    guard type != nil || item.scope != nil else { return }
    text += "**"
    if let type { text += markdownEscaped(type) }
    if let scope = item.scope {
      text += type == nil ? markdownEscaped(scope) : "(\(markdownEscaped(scope)))"
    }
    text += ":** "
  }

  private func addSources(of commit: CommitSummary, to text: inout String) {
    text += link(commit.id.short, form.forge?.commit(commit.id))
    if let number = commit.pullRequest {
      text += ", " + link("#\(number)", form.forge?.pullRequest(number))
    }
    if let change = commit.change { text += ", " + markdownEscaped(change) }
  }

  private func link(_ text: String, _ address: String?) -> String {
    address.map { "[\(text)](\($0))" } ?? text
  }
}

/// `- **Title** (id)`, followed by the text from the ticket, which is Markdown already.
func ticketItem(_ ticket: TicketSummary, _ text: String) -> String {
  "- **\(markdownEscaped(ticket.title))** (\(ticket.id))\n\n" + indented(text) { escaped($0) }
}

/// `- shop: 2026-11-21-discounts`, followed by which scripts are missing.
func databaseItem(_ change: MigrationSummary) -> String {
  let missing = [(change.hasRevert, "revert"), (change.hasVerify, "verify")]
    .filter { !$0.0 }.map { "no \($0.1) script" }
  let note = missing.isEmpty ? "" : " (\(missing.joined(separator: ", ")))"
  return "- \(markdownEscaped(change.database)): \(markdownEscaped(change.change))\(note)\n"
}

func contributorItem(_ person: Contributor) -> String {
  let first = person.isNew ? ", first contribution" : ""
  return "- \(markdownEscaped(person.name)) (\(plural(person.commits, "commit"))\(first))\n"
}

/// Text of several lines, indented as paragraphs of a list item.
private func indented(_ text: String, as show: (String) -> String) -> String {
  let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  return lines.map { line in
    let shown = show(withoutBlanksAtEnd(String(decoding: line, as: UTF8.self)))
    return shown.isEmpty ? "\n" : "  \(shown)\n"
  }.joined()
}

private func withoutBlanksAtEnd(_ text: String) -> String {
  String(text.reversed().drop { $0.isWhitespace }.reversed())
}
