import Release

/// Reads the header lines at the start of a commit or tag object: a key, a space, a value.
struct HeaderReader {
  private(set) var position = 0

  /// The value of the next line when it has this key; steps over the line.
  mutating func value(of key: StaticString, in text: Span<UInt8>) -> Range<Int>? {
    let start = position + key.utf8CodeUnitCount
    guard text.has(key, at: position), text.has(" ", at: start) else { return nil }
    let end = endOfLine(in: text)
    position = min(end + 1, text.count)
    return start + 1..<end
  }

  mutating func objectID(of key: StaticString, in text: Span<UInt8>) -> ObjectID? {
    let start = position
    guard let range = value(of: key, in: text), let id = ObjectID(hex: text.extracting(range))
    else {
      position = start
      return nil
    }
    return id
  }

  /// The first of the remaining headers with this key; steps behind it.
  mutating func seek(_ key: StaticString, in text: Span<UInt8>) -> Range<Int>? {
    while position < text.count, text[position] != UInt8(ascii: "\n") {
      if let value = value(of: key, in: text) { return value }
      position = min(endOfLine(in: text) + 1, text.count)
    }
    return nil
  }

  /// What follows the empty line that ends the headers.
  mutating func body(in text: Span<UInt8>) -> Range<Int> {
    while position < text.count {
      let end = endOfLine(in: text)
      let isEmpty = end == position
      position = min(end + 1, text.count)
      if isEmpty { break }
    }
    return position..<text.count
  }

  private func endOfLine(in text: Span<UInt8>) -> Int { text.endOfLine(from: position) }
}

/// Text of an object; bytes that are not UTF-8 become U+FFFD.
func string(_ range: Range<Int>, in text: Span<UInt8>) -> String {
  text.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}
