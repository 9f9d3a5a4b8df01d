import Release

/// The sections of a ticket's Markdown.
///
/// A heading that is no section's belongs to the section above it; HTML comments, the questions
/// that a new ticket asks, are no content; in a fenced code block nothing is a heading or a
/// comment.
struct TicketBody {
  private var texts: [Change.Section: [Substring]] = [:]
  private var current: Change.Section?
  /// The marks that opened the code block that a line lies in.
  private var fence: Substring?
  private var isInComment = false
  /// A heading of the second level that is no section's, and nearly one.
  private(set) var misspelt: (line: Int, heading: String, section: String)?

  init(_ lines: some Sequence<Substring>) {
    for (number, line) in lines.enumerated() { read(line, number) }
  }

  /// What stands under each heading, without blank lines around it; no section is empty.
  var sections: [Change.Section: String] {
    texts.mapValues(trimmed).filter { !$0.value.isEmpty }
  }

  private mutating func read(_ line: Substring, _ number: Int) {
    if let open = fence {
      if closes(line, open) { fence = nil }
      return append(line)
    }
    let text = withoutComments(line)
    if text != line, isBlank(text) { return }
    if let section = section(heading: text) {
      current = section
    } else {
      if let near = nearlyASection(text), misspelt == nil { misspelt = (number, near.0, near.1) }
      fence = openedFence(text)
      append(text)
    }
  }

  private mutating func append(_ line: Substring) {
    guard let current else { return }
    texts[current, default: []].append(line)
  }

  private mutating func withoutComments(_ line: Substring) -> Substring {
    var result = ""
    var rest = line
    while let mark = rest.firstRange(of: isInComment ? "-->" : "<!--") {
      if !isInComment { result += rest[..<mark.lowerBound] }
      isInComment.toggle()
      rest = rest[mark.upperBound...]
    }
    return isInComment ? Substring(result) : result + rest
  }
}

private func section(heading line: Substring) -> Change.Section? {
  let marks = line.prefix { $0 == "#" }
  guard (1...3).contains(marks.count), line.dropFirst(marks.count).first == " " else { return nil }
  let words = line.dropFirst(marks.count).split { $0.isWhitespace }
  guard let word = words.first, words.dropFirst().allSatisfy({ $0.allSatisfy { $0 == "#" } })
  else { return nil }
  return Change.Section(rawValue: word.lowercased())
}

/// A heading like `## Rollbak`, and the section that was probably meant.
private func nearlyASection(_ line: Substring) -> (String, String)? {
  guard line.hasPrefix("## ") else { return nil }
  let words = line.dropFirst(3).split { $0.isWhitespace }
  guard let word = words.first, words.count == 1,
    let near = nearest(to: word.lowercased(), among: Change.Section.allCases.map(\.rawValue))
  else { return nil }
  return (String(word), Change.Section(rawValue: near)?.heading ?? near)
}

/// Three or more backticks or tildes at the start of a line, as CommonMark has it.
private func openedFence(_ line: Substring) -> Substring? {
  let text = line.drop { $0 == " " }
  guard let mark = text.first, mark == "`" || mark == "~" else { return nil }
  let marks = text.prefix { $0 == mark }
  let isInline = mark == "`" && text.dropFirst(marks.count).contains("`")
  return marks.count < 3 || isInline ? nil : marks
}

private func closes(_ line: Substring, _ fence: Substring) -> Bool {
  let text = line.drop { $0 == " " }
  return text.hasPrefix(fence) && isBlank(text.drop { $0 == fence.first })
}

private func trimmed(_ lines: [Substring]) -> String {
  let rest = lines.drop(while: isBlank)
  let end = rest.lastIndex { !isBlank($0) } ?? rest.startIndex - 1
  return rest.isEmpty ? "" : rest[...end].joined(separator: "\n")
}

private func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }
