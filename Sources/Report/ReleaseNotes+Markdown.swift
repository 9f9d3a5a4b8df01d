import Release

/// Release notes as Markdown, one release after the other.
public func markdown(_ releases: [ReleaseNotes], rules: CommitRules) -> String {
  releases.map { markdown($0, rules: rules) }.joined(separator: "\n")
}

/// The notes of one release: a heading, then its sections.
public func markdown(_ notes: ReleaseNotes, rules: CommitRules) -> String {
  var result = "## " + title(of: notes) + "\n"
  let sections = notes.sections(by: rules)
  if sections.isEmpty {
    result += "\nNothing to announce (\(plural(notes.commits.count, "commit"))).\n"
  }
  for section in sections {
    result += "\n### \(markdownEscaped(section.heading))\n\n"
    for commit in section.commits { result += item(commit, namesType: section.namesTypes) }
  }
  return result
}

private func title(of notes: ReleaseNotes) -> String {
  guard let tag = notes.tag ?? notes.version else { return "Unreleased" }
  let date = notes.date.map { " — \($0)" } ?? ""
  return markdownEscaped(tag) + date
}

/// `- **scope:** subject (abc1234567, #12)`, and what breaks below it.
private func item(_ commit: NotedCommit, namesType: Bool) -> String {
  let label = label(of: commit, namesType: namesType)
  var sources = [commit.id.short]
  if let number = commit.pullRequest { sources.append("#\(number)") }
  if let change = commit.change { sources.append(markdownEscaped(change)) }
  let subject = commit.subject.isEmpty ? "(no message)" : markdownEscaped(commit.subject)
  let line = "- \(label)\(subject) (\(sources.joined(separator: ", ")))\n"
  return line + (commit.breakingNote.map(paragraphs) ?? "")
}

private func label(of commit: NotedCommit, namesType: Bool) -> String {
  let type = namesType ? commit.type : nil
  switch (type, commit.scope) {
  case (nil, nil): return ""
  case (let only?, nil), (nil, let only?): return "**\(markdownEscaped(only)):** "
  case (let type?, let scope?): return "**\(markdownEscaped(type))(\(markdownEscaped(scope))):** "
  }
}

/// Text of several lines, as paragraphs of a list's item.
private func paragraphs(_ text: String) -> String {
  let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  let shown = lines.map { markdownEscaped(trimmed(String(decoding: $0, as: UTF8.self))) }
  return "\n" + shown.map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined()
}

private func trimmed(_ text: String) -> String {
  let rest = text.drop { $0.isWhitespace }
  return String(rest.reversed().drop { $0.isWhitespace }.reversed())
}
