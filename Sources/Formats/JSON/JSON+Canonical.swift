import Release

extension JSON {
  /// The bytes of RFC 8785: no spaces, keys sorted by UTF-16 code units, the shortest escapes.
  public var canonical: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let number): bytes += String(number).utf8
    case .string(let text): Self.write(text, to: &bytes)
    case .array(let elements): Self.write(elements, to: &bytes)
    case .object(let members): Self.write(members, to: &bytes)
    }
  }

  private static func write(_ elements: [JSON], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (position, element) in elements.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      element.write(to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func write(_ members: [Member], to bytes: inout [UInt8]) {
    let sorted = sorted(members)
    bytes.append(UInt8(ascii: "{"))
    for (position, member) in sorted.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      write(member.key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      member.value.write(to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// By the UTF-16 of their keys. What was canonical before, and most is, needs no sorting.
  static func sorted(_ members: [Member]) -> [Member] {
    for (member, next) in zip(members, members.dropFirst()) where !precedes(member.key, next.key) {
      return members.sorted { precedes($0.key, $1.key) }
    }
    return members
  }

  /// As UTF-16 orders keys, told by their UTF-8: the two differ only in that surrogates, which
  /// stand for what takes four bytes here, come before U+E000 and what follows it.
  static func precedes(_ one: String, _ other: String) -> Bool {
    var (rest, others) = (one.utf8.makeIterator(), other.utf8.makeIterator())
    while let byte = rest.next() {
      guard let opposite = others.next() else { return false }
      if byte != opposite { return rank(byte) < rank(opposite) }
    }
    return others.next() != nil
  }

  private static func rank(_ byte: UInt8) -> UInt8 {
    byte == 0xee || byte == 0xef ? byte | 0x10 : byte
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy(isWrittenAsItIs) {
      bytes += text.utf8
      bytes.append(UInt8(ascii: "\""))
      return
    }
    for byte in text.utf8 {
      if isWrittenAsItIs(byte) {
        bytes.append(byte)
      } else {
        bytes += escape(of: byte).utf8
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a byte of a string stands for itself between the quotes.
  static func isWrittenAsItIs(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static func escape(of byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""): #"\""#
    case UInt8(ascii: "\\"): #"\\"#
    case 0x08: #"\b"#
    case 0x09: #"\t"#
    case 0x0a: #"\n"#
    case 0x0c: #"\f"#
    case 0x0d: #"\r"#
    default: #"\u00"# + hexadecimal([byte])
    }
  }
}
