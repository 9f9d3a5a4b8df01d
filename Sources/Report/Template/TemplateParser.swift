import Release

/// Parses a template, by bytes, with the position of each tag.
struct TemplateParser {
  private let bytes: [UInt8]
  private let file: SourceFile
  private var position = 0
  /// The open sections: the tag that opened each, and the parts before it.
  private var open: [(tag: Tag, parts: [Template.Part])] = []
  private var parts: [Template.Part] = []

  private struct Tag {
    var mark: UInt8?
    var name: String
    var start: Int
    var end: Int
  }

  init(_ text: String, file: SourceFile) throws(Problem) {
    bytes = Array(text.utf8)
    self.file = file
    guard bytes.count <= 1 << 16 else {
      throw Problem(.configuration, "\(file) is larger than 64 KiB")
    }
  }

  mutating func parse() throws(Problem) -> [Template.Part] {
    while let tag = try nextTag() {
      let isAlone = tag.mark.map { "#^/!".utf8.contains($0) } == true && isAlone(tag)
      addText(upTo: isAlone ? lineStart(of: tag.start) : tag.start)
      position = isAlone ? lineEnd(after: tag.end) : tag.end
      try add(tag)
    }
    addText(upTo: bytes.count)
    if let (tag, _) = open.last {
      throw problem("{{\(character(tag.mark))\(tag.name)}} is never closed", at: tag.start)
    }
    return parts
  }

  private mutating func add(_ tag: Tag) throws(Problem) {
    switch tag.mark {
    case UInt8(ascii: "!"): return
    case UInt8(ascii: "#"), UInt8(ascii: "^"):
      try check(tag)
      guard open.count < 20 else { throw problem("sections are nested too deeply", at: tag.start) }
      open.append((tag, parts))
      parts = []
    case UInt8(ascii: "/"):
      guard let (opened, before) = open.popLast(), opened.name == tag.name else {
        throw problem("{{/\(escaped(tag.name))}} closes no open section", at: tag.start)
      }
      let section = Template.Part.section(
        name: tag.name, isInverted: opened.mark == UInt8(ascii: "^"), parts: parts)
      parts = before + [section]
    default:
      try check(tag)
      parts.append(.value(name: tag.name, isRaw: tag.mark == UInt8(ascii: "{")))
    }
  }

  private func check(_ tag: Tag) throws(Problem) {
    guard !NotesContext.names.contains(tag.name) else { return }
    let near = suggestion(for: tag.name, among: NotesContext.names)
    throw problem("there is no placeholder \(quoted(tag.name))\(near)", at: tag.start)
  }

  private mutating func addText(upTo end: Int) {
    guard position < end else { return }
    parts.append(.text(String(decoding: bytes[position..<end], as: UTF8.self)))
  }

  private func nextTag() throws(Problem) -> Tag? {
    guard let start = firstIndex(of: "{{", from: position) else { return nil }
    var inner = start + 2
    var mark: UInt8?
    if inner < bytes.count, "{#^/!&".utf8.contains(bytes[inner]) {
      mark = bytes[inner] == UInt8(ascii: "&") ? UInt8(ascii: "{") : bytes[inner]
      inner += 1
    }
    let close = inner > start + 2 && bytes[inner - 1] == UInt8(ascii: "{") ? "}}}" : "}}"
    guard let end = firstIndex(of: close, from: inner) else {
      throw problem("a tag is not closed by \(close)", at: start)
    }
    let name = String(decoding: bytes[inner..<end], as: UTF8.self).filter { !$0.isWhitespace }
    return Tag(mark: mark, name: name, start: start, end: end + close.utf8.count)
  }

  private func firstIndex(of text: String, from start: Int) -> Int? {
    let wanted = Array(text.utf8)
    guard bytes.count >= start + wanted.count else { return nil }
    return (start...(bytes.count - wanted.count)).first { bytes[$0...].starts(with: wanted) }
  }

  /// Whether nothing else is on the tag's line, which is then removed.
  private func isAlone(_ tag: Tag) -> Bool {
    guard lineStart(of: tag.start) >= position else { return false }
    let before = bytes[lineStart(of: tag.start)..<tag.start]
    let after = bytes[tag.end..<lineEnd(after: tag.end)]
    return before.allSatisfy(isBlank) && after.allSatisfy { isBlank($0) || isLineEnd($0) }
  }

  private func lineStart(of offset: Int) -> Int {
    bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  private func lineEnd(after offset: Int) -> Int {
    bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d }

  private func character(_ mark: UInt8?) -> String {
    mark.map { String(UnicodeScalar($0)) } ?? ""
  }

  private func problem(_ message: String, at offset: Int) -> Problem {
    let before = bytes[..<offset]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = String(decoding: bytes[start..<offset], as: UTF8.self).count + 1
    return Problem(
      .configuration, at: Place(file: file, line: line, column: column), message,
      hint: "relman notes --print-template"
    )
  }
}
