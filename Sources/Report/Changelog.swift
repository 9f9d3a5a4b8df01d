import Release

/// A changelog with the notes of a release in it, newest release first (keepachangelog.com 1.1.0).
///
/// What `existing` holds stays as it is, byte for byte. A section of the same version is replaced,
/// so that doing it twice is doing it once; otherwise the new one goes above the latest release,
/// below an `Unreleased` section.
public func changelog(
  prepending notes: ReleaseNotes, to existing: String?, rules: CommitRules
) -> String {
  let section = markdown(notes, rules: rules)
  guard let existing, !existing.allSatisfy(\.isWhitespace) else {
    return "# Changelog\n\n" + section
  }
  let lines = linesWithEnds(existing)
  let isWindows = lines.first?.utf8.reversed().starts(with: "\n\r".utf8) == true
  let headings = headings(in: lines)
  let names = notes.tag == nil ? ["Unreleased"] : [notes.tag, notes.version].compactMap { $0 }
  let old = headings.first { heading in names.contains { isSame($0, heading.version) } }
  let latest = headings.first { !isUnreleased($0.version) }
  let start = old?.line ?? latest?.line ?? endOfNotes(lines, from: 0)
  let end = old == nil ? start : sectionEnd(after: start, lines, headings)
  let before = lines[..<start].joined()
  let after = lines[end...].joined()
  var text = before.isEmpty || before.utf8.last == UInt8(ascii: "\n") ? "" : "\n"
  if start > 0, !isBlankLine(lines[start - 1]) { text += "\n" }
  text += section
  if !after.isEmpty { text += "\n" }
  return before + (isWindows ? withWindowsEnds(text) : text) + after
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
