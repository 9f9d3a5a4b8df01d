import Release

/// The sections of a changelog, in order (keepachangelog.com 1.1.0).
enum KeepAChangelog: String, CaseIterable {
  case added = "Added"
  case changed = "Changed"
  case deprecated = "Deprecated"
  case removed = "Removed"
  case fixed = "Fixed"
  case security = "Security"

  /// The section for commits of a type.
  init(type: String?) {
    switch type {
    case "feat": self = .added
    case "fix": self = .fixed
    case "security": self = .security
    case "deprecate", "deprecated": self = .deprecated
    case "remove", "removed", "revert": self = .removed
    default: self = .changed
    }
  }
}

/// Renames and reorders the sections with configured headings as keepachangelog.com has them.
/// Sections with other headings follow; text above the first heading stays first.
func keepAChangelogBody(_ body: String, rules: CommitRules) -> String {
  var sections: [(heading: String?, lines: [Substring])] = [(nil, [])]
  for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix("### ") {
      sections.append((changelogHeading(line.dropFirst(4), rules: rules), []))
    } else {
      sections[sections.count - 1].lines.append(line)
    }
  }
  let order = KeepAChangelog.allCases.map(\.rawValue)
  var merged: [(heading: String?, text: String)] = []
  for section in sections {
    let text = trimmedLines(section.lines)
    if let same = merged.firstIndex(where: { $0.heading == section.heading }) {
      merged[same].text += text
    } else if !text.isEmpty {
      merged.append((section.heading, text))
    }
  }
  let ranked = merged.enumerated().sorted { one, other in
    rank(one.element.heading, in: order, one.offset)
      < rank(other.element.heading, in: order, other.offset)
  }
  return ranked.map { section in
    (section.element.heading.map { "### \($0)\n\n" } ?? "") + section.element.text
  }.joined(separator: "\n")
}

private func changelogHeading(_ heading: Substring, rules: CommitRules) -> String {
  if heading == NotesSection.other { return KeepAChangelog.changed.rawValue }
  let type = rules.types.first { markdownEscaped($0.heading) == heading }
  return type.map { KeepAChangelog(type: $0.type).rawValue } ?? String(heading)
}

private func rank(_ heading: String?, in order: [String], _ index: Int) -> (Int, Int) {
  guard let heading else { return (-1, index) }
  if heading == NotesSection.breaking { return (0, index) }
  return (order.firstIndex(of: heading).map { $0 + 1 } ?? order.count + 1, index)
}

/// Without blank lines around them, each with its newline.
private func trimmedLines(_ lines: [Substring]) -> String {
  let rest = lines.drop { $0.allSatisfy(\.isWhitespace) }
  guard let end = rest.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) }) else { return "" }
  return rest[...end].map { $0 + "\n" }.joined()
}
