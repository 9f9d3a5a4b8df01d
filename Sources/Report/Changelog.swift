import Release

/// The entry of one release in a changelog.
public struct ChangelogEntry: Hashable, Sendable {
  /// Nil where it is unreleased, as is the version.
  public var tag: String?
  public var version: String?
  public var date: Day?
  /// The tag under which an earlier entry for this release was written.
  public var formerTag: String?
  /// Markdown: sections, each with a heading of the third level.
  public var body: String
  /// The forge's page that compares it with the previous release.
  public var compare: String?

  public init(tag: String?, version: String?, date: Day?, body: String, compare: String? = nil) {
    self.tag = tag
    self.version = version
    self.date = date
    self.body = body
    self.compare = compare
  }
}

/// Adds a release to a changelog, newest release first.
///
/// The rest of `existing` is kept byte for byte. A section of the same version is replaced, so that
/// the operation is idempotent; otherwise the new one is inserted above the latest release and
/// below an `Unreleased` section. A new file, and one that already has the form of
/// keepachangelog.com 1.1.0, is written in that form: with brackets around the version, its section
/// names, and the links at the end.
public func changelog(
  prepending entry: ChangelogEntry, to existing: String?, rules: CommitRules
) -> String {
  guard let existing, !existing.allSatisfy(\.isWhitespace) else {
    return changelog(prepending: entry, to: changelogStart, rules: rules)
  }
  let lines = linesWithEnds(existing)
  let isWindows = lines.first?.utf8.reversed().starts(with: "\n\r".utf8) == true
  let headings = headings(in: lines)
  let isKept = isKeepAChangelog(lines, headings)
  let names =
    entry.tag == nil
    ? ["Unreleased"] : [entry.tag, entry.version, entry.formerTag].compactMap { $0 }
  let old = headings.first { heading in names.contains { isSame($0, heading.version) } }
  let latest = headings.first { !isUnreleased($0.version) }
  let start = old?.line ?? latest?.line ?? endOfNotes(lines, from: 0)
  let end = old == nil ? start : sectionEnd(after: start, lines, headings)
  let before = lines[..<start].joined()
  var after = Array(lines[end...])
  if isKept, let link = entry.link { addLink(link, to: &after) }
  var text = before.isEmpty || before.utf8.last == UInt8(ascii: "\n") ? "" : "\n"
  if start > 0, !isBlankLine(lines[start - 1]) { text += "\n" }
  text += section(of: entry, isKept: isKept, rules: rules)
  if !after.isEmpty { text += "\n" }
  return before + (isWindows ? withWindowsEnds(text) : text)
    + after.map { isWindows && !lines.contains($0) ? withWindowsEnds($0) : $0 }.joined()
}

private let changelogStart = """
  # Changelog

  All notable changes, the latest release first, in the form of
  [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

  """

private func section(of entry: ChangelogEntry, isKept: Bool, rules: CommitRules) -> String {
  let name = entry.version ?? entry.tag ?? "Unreleased"
  if isKept {
    let date = entry.date.map { " - \($0)" } ?? ""
    return "## [\(name)]\(date)\n\n" + keepAChangelogBody(entry.body, rules: rules)
  }
  let date = entry.date.map { " — \($0)" } ?? ""
  return "## \(markdownEscaped(entry.tag ?? name))\(date)\n\n" + entry.body
}

extension ChangelogEntry {
  /// `[1.4.0]: https://…`, the target of the link in the heading.
  fileprivate var link: String? {
    compare.map { "[\(version ?? tag ?? "Unreleased")]: \($0)\n" }
  }
}

/// Inserts a link above the others, or replaces its earlier version.
private func addLink(_ link: String, to lines: inout [String]) {
  let label = link.prefix { $0 != ":" } + ":"
  if let old = lines.lastIndex(where: { $0.hasPrefix(label) }) {
    lines[old] = link
  } else {
    let index = endOfNotes(lines, from: 0)
    if index == lines.count, let last = lines.last {
      if !last.hasSuffix("\n") { lines[index - 1] += "\n" }
      if !isBlankLine(last) { lines.append("\n") }
    }
    lines.insert(
      link, at: index == lines.count - 1 && isBlankLine(lines[index]) ? index + 1 : index)
  }
}

private func isKeepAChangelog(_ lines: [String], _ headings: [Heading]) -> Bool {
  if lines.contains(where: { $0.contains("keepachangelog.com") }) { return true }
  return headings.first.map { lines[$0.line].hasPrefix("## [") && !lines[$0.line].contains("](") }
    ?? false
}

private struct Heading {
  var line: Int
  var version: Substring
}

/// The headings of the second level outside code blocks, with the first word of each.
private func headings(in lines: [String]) -> [Heading] {
  var result: [Heading] = []
  var fence: Character?
  for (index, line) in lines.enumerated() {
    if let mark = line.first, line.hasPrefix("```") || line.hasPrefix("~~~") {
      fence = fence == nil ? mark : fence == mark ? nil : fence
    } else if fence == nil, line.hasPrefix("## ") {
      let word = line.dropFirst(3).split { $0.isWhitespace }.first ?? ""
      result.append(Heading(line: index, version: bare(word)))
    }
  }
  return result
}

/// `1.4.0` of `[v1.4.0](https://…)`.
private func bare(_ word: Substring) -> Substring {
  word.hasPrefix("[") ? word.dropFirst().prefix { $0 != "]" } : word
}

private func isSame(_ name: String, _ other: Substring) -> Bool {
  withoutV(name[...]) == withoutV(other)
}

private func withoutV(_ name: Substring) -> Substring {
  name.hasPrefix("v") ? name.dropFirst() : name
}

private func isUnreleased(_ version: Substring) -> Bool { version.lowercased() == "unreleased" }

private func sectionEnd(after start: Int, _ lines: [String], _ headings: [Heading]) -> Int {
  headings.first { $0.line > start }?.line ?? endOfNotes(lines, from: start + 1)
}

/// The start of the link definitions at the end of a file, or its end.
private func endOfNotes(_ lines: [String], from start: Int) -> Int {
  var end = lines.count
  while end > start, isBlankLine(lines[end - 1]) || isLinkDefinition(lines[end - 1]) { end -= 1 }
  return lines[end...].firstIndex(where: isLinkDefinition) ?? lines.count
}

private func isLinkDefinition(_ line: String) -> Bool {
  line.hasPrefix("[") && line.contains("]: ")
}

private func isBlankLine(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

/// Lines with their line endings. By bytes, because "\r\n" is one Swift character.
private func linesWithEnds(_ text: String) -> [String] {
  var rest = Array(text.utf8)[...]
  var result: [String] = []
  while !rest.isEmpty {
    let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
    result.append(String(decoding: rest[..<end], as: UTF8.self))
    rest = rest[end...]
  }
  return result
}

private func withWindowsEnds(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
}
