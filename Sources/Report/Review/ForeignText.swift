import Release

// Untrusted text must not pass for the review's own: it mentions nobody, links nowhere, closes no
// markup and forms no workflow command. What would do so is interrupted by a zero-width space,
// which a reader does not see.

/// One line of untrusted text in Markdown, truncated after `limit` characters.
func foreign(_ text: some StringProtocol, limit: Int = 300) -> String {
  withoutMarkup(unlinked(escaped(text, limit: limit)))
}

/// One line of untrusted text as inline code, whatever backticks it contains.
func code(_ text: some StringProtocol, limit: Int = 300) -> String {
  let line = escaped(text, limit: limit)
  let marks = String(repeating: "`", count: longestRun(of: "`", in: line) + 1)
  let pad = line.hasPrefix("`") || line.hasSuffix("`") || line.isEmpty ? " " : ""
  return marks + pad + line + pad + marks
}

/// Untrusted text of several lines as a code block that nothing in it can end.
func fenced(_ text: String, language: String) -> String {
  let marks = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
  let lines = shownLines(text)
  return "\(marks)\(language)\n" + lines.map { $0 + "\n" }.joined() + "\(marks)\n"
}

/// Untrusted Markdown, as a block quote that it cannot end.
func quotation(_ markdown: String) -> [String] {
  shownLines(markdown).map { line in
    let text = broken(unlinked(line), after: ["<", "]", "&"])
    return text.isEmpty ? ">\n" : "> \(text)\n"
  }
}

/// Lines without control and bidirectional characters.
private func shownLines(_ text: String) -> [String] {
  var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  if lines.last?.isEmpty == true { lines.removeLast() }
  return lines.map { line in
    let bytes = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    return bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { escaped(String(decoding: $0, as: UTF8.self)) }.joined(separator: "\t")
  }
}

/// Without mentions, and without the links that a forge would create.
private func unlinked(_ text: String) -> String {
  broken(text, after: ["@", ":/", ":\\", "www"])
}

/// With a zero-width space after each occurrence of the marks, which are ASCII; case is ignored.
func broken(_ text: String, after marks: [String]) -> String {
  let marks = marks.map { Array($0.utf8) }
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  for (position, byte) in bytes.enumerated() {
    result.append(byte)
    let isMarked = marks.contains { mark in
      mark.last == lowercase(byte) && position + 1 >= mark.count
        && bytes[(position + 1 - mark.count)...position].lazy.map(lowercase).elementsEqual(mark)
    }
    if isMarked { result += "\u{200b}".utf8 }
  }
  return String(decoding: result, as: UTF8.self)
}

private func lowercase(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

private func longestRun(of mark: Character, in text: String) -> Int {
  var longest = 0
  var run = 0
  for byte in text.utf8 {
    run = byte == mark.asciiValue ? run + 1 : 0
    longest = max(longest, run)
  }
  return longest
}
