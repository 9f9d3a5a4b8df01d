// Messages are split into lines as bytes, because a Swift character may contain a line's end
// ("\r\n") and costs far more to iterate over.

/// The ranges of the lines in a text, without their ends.
struct Lines: IteratorProtocol {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func next() -> Range<Int>? {
    guard position < bytes.endIndex else { return nil }
    let start = position
    let end = bytes.startIndex + bytes.span.endOfLine(from: start - bytes.startIndex)
    position = end + 1
    return start..<end
  }
}

extension Span<UInt8> {
  /// The position of the next newline at or after `start`, or the end. Eight bytes are compared at
  /// once, since finding lines is all that is done with most of a long message.
  public func endOfLine(from start: Int) -> Int {
    var position = start
    while position + 8 <= count {
      let word = bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      // A byte that is zero now was a newline; subtracting borrows its highest bit.
      let zeroed = UInt64(littleEndian: word) ^ 0x0a0a_0a0a_0a0a_0a0a
      let marks = (zeroed &- 0x0101_0101_0101_0101) & ~zeroed & 0x8080_8080_8080_8080
      if marks != 0 { return position + marks.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < count, self[position] != newline { position += 1 }
    return position
  }
}

let newline = UInt8(ascii: "\n")

/// A space or a control character for layout, including newlines.
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

func lowercased(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// The text without blanks and empty lines around it.
func trimmedText(_ bytes: ArraySlice<UInt8>) -> String {
  String(decoding: trimmed(bytes), as: UTF8.self)
}

func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  guard let start = bytes.firstIndex(where: { !isBlank($0) }),
    let end = bytes.lastIndex(where: { !isBlank($0) })
  else { return [] }
  return bytes[start...end]
}

/// The lines of a paragraph, joined by single spaces.
func joinedLines(_ bytes: ArraySlice<UInt8>) -> String {
  var lines = Lines(bytes)
  var result: [UInt8] = []
  while let line = lines.next() {
    let text = trimmed(bytes[line])
    if !result.isEmpty, !text.isEmpty { result.append(0x20) }
    result += text
  }
  return String(decoding: result, as: UTF8.self)
}

/// The first line of a text, without blanks around it.
func firstLine(of text: String) -> String {
  trimmedText(Array(text.utf8.prefix { $0 != newline })[...])
}

/// Used for every line: passing on a slice of an array would count references each time.
extension Span<UInt8> {
  /// Whether the bytes at a position are those of `text`.
  public func has(_ text: StaticString, at position: Int = 0) -> Bool {
    guard text.utf8CodeUnitCount <= count - position else { return false }
    for offset in 0..<text.utf8CodeUnitCount
    where self[position + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }

  /// Whether there are only blanks from a position on.
  func isBlank(from position: Int = 0) -> Bool {
    var position = position
    while position < count {
      guard Release.isBlank(self[position]) else { return false }
      position += 1
    }
    return true
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes start with `prefix`. Most lines differ in their first byte, and comparing
  /// that alone is far cheaper.
  func begins(with prefix: String) -> Bool {
    first == prefix.utf8.first && starts(with: prefix.utf8)
  }

  /// What follows `prefix`; nil when the bytes do not start with it.
  func after(_ prefix: String) -> ArraySlice<UInt8>? {
    begins(with: prefix) ? dropFirst(prefix.utf8.count) : nil
  }
}
