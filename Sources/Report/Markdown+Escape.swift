import Release

/// Escapes one line of untrusted text so that Markdown shows it literally: no markup, HTML, link,
/// control or bidirectional character takes effect, except `code` between pairs of single
/// backticks.
///
/// By CommonMark 0.31 and GitHub's extensions.
public func markdownEscaped(_ text: some StringProtocol) -> String {
  var text = String(text)
  if text.withUTF8(isPlain) { return text }
  return withoutMarkup(escaped(text))
}

/// As `markdownEscaped(_:)`, for text whose control characters are escaped already.
func withoutMarkup(_ text: String) -> String {
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + 8)
  let hasCode = hasCodeSpans(bytes)
  let start = bytes.firstIndex { $0 != space } ?? bytes.endIndex
  let number = bytes[start...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  var isCode = false
  for position in start..<bytes.endIndex {
    let byte = bytes[position]
    if byte == backtick, hasCode {
      isCode.toggle()
    } else if !isCode {
      let opensBlock =
        position == start && "#-+=>".utf8.contains(byte)
        || position == number.endIndex && endsListNumber(at: position, in: bytes)
      if opensBlock || opensInline(byte, at: position, in: bytes) {
        result.append(UInt8(ascii: "\\"))
      }
    }
    result.append(byte)
  }
  return String(decoding: result, as: UTF8.self)
}

/// Whether there is nothing to escape, as in most lines of a long history: the text is ASCII
/// without markup characters.
private func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = bytes.first, !" #-+=>0123456789".utf8.contains(first) else {
    return bytes.isEmpty
  }
  return bytes.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: "~"), UInt8(ascii: "|"),
      UInt8(ascii: "&"), UInt8(ascii: "_"):
      false
    default: (0x20..<0x7f).contains(byte)
    }
  }
}

private let space = UInt8(ascii: " ")
private let backtick = UInt8(ascii: "`")

/// Whether this is the period of `1. ` or the parenthesis of `1) `.
private func endsListNumber(at position: Int, in bytes: [UInt8]) -> Bool {
  guard position > 0, ".)".utf8.contains(bytes[position]) else { return false }
  return position + 1 == bytes.count || bytes[position + 1] == space
}

/// Whether backticks come in pairs and no two are adjacent.
private func hasCodeSpans(_ bytes: [UInt8]) -> Bool {
  guard bytes.contains(backtick) else { return false }
  let parts = bytes.split(separator: backtick, omittingEmptySubsequences: false)
  return parts.count % 2 == 1 && !parts.dropFirst().dropLast().contains { $0.isEmpty }
}

private func opensInline(_ byte: UInt8, at position: Int, in bytes: [UInt8]) -> Bool {
  switch byte {
  case UInt8(ascii: "\\"), backtick, UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "]"),
    UInt8(ascii: "<"), UInt8(ascii: "~"), UInt8(ascii: "|"):
    return true
  case UInt8(ascii: "&"):
    return position + 1 < bytes.count && bytes[position + 1] != space
  case UInt8(ascii: "_"):
    let isInside = position > 0 && position + 1 < bytes.count
    return !isInside || !isWord(bytes[position - 1]) || !isWord(bytes[position + 1])
  default:
    return false
  }
}

/// Whether an underscore next to it is part of a word, as in `snake_case`.
private func isWord(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
    true
  default: false
  }
}
