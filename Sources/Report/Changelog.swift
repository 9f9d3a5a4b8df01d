import Release

/// What a changelog tells of one release.
public struct ChangelogEntry: Hashable, Sendable {
  /// Nil for what is unreleased, as is the version.
  public var tag: String?
  public var version: String?
  public var date: Day?
  /// The tag that it was to have when it was written down before.
  public var formerTag: String?
  /// Markdown: sections, each below a heading of the third level.
  public var body: String
  /// Where a forge shows all of it.
  public var compare: String?

  public init(tag: String?, version: String?, date: Day?, body: String, compare: String? = nil) {
    self.tag = tag
    self.version = version
    self.date = date
    self.body = body
    self.compare = compare
  }
}

/// A changelog with a release in it, newest release first.
///
/// What `existing` holds stays as it is, byte for byte. A section of the same version is replaced,
/// so that doing it twice is doing it once; otherwise the new one goes above the latest release,
/// below an `Unreleased` section. A new file, and one that has that form already, is written as
/// keepachangelog.com 1.1.0 has it: brackets around the version, its names of sections, and the
/// links at the end.
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
  /// `[1.4.0]: https://…`, which the heading's brackets refer to.
  fileprivate var link: String? {
    compare.map { "[\(version ?? tag ?? "Unreleased")]: \($0)\n" }
  }
}

/// Puts a link above the others, or in the place of its own earlier one.
private func addLink(_ link: String, to lines: inout [String]) {
  let label = link.prefix { $0 != ":" } + ":"
  if let old = lines.lastIndex(where: { $0.hasPrefix(label) }) {
    lines[old] = link
  } else {
    let place = endOfNotes(lines, from: 0)
    if place == lines.count, let last = lines.last {
      if !last.hasSuffix("\n") { lines[place - 1] += "\n" }
      if !isBlankLine(last) { lines.append("\n") }
    }
    lines.insert(
      link, at: place == lines.count - 1 && isBlankLine(lines[place]) ? place + 1 : place)
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

/// The headings of the second level outside code, with the first word of each.
private func headings(in lines: [String]) -> [Heading] {
  var result: [Heading] = []
  var fence: Character?
  for (place, line) in lines.enumerated() {
    if let mark = line.first, line.hasPrefix("```") || line.hasPrefix("~~~") {
      fence = fence == nil ? mark : fence == mark ? nil : fence
    } else if fence == nil, line.hasPrefix("## ") {
      let word = line.dropFirst(3).split { $0.isWhitespace }.first ?? ""
      result.append(Heading(line: place, version: bare(word)))
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

/// Lines with what ends them. By bytes, because "\r\n" is one Swift character.
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
