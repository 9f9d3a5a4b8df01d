import Release

extension JSON {
  /// The deepest nesting that is read.
  public static let maximumDepth = 64

  /// Reads one document, strictly by RFC 8259, and refuses what RFC 8785 cannot hold: a duplicate
  /// key, a float, a lone surrogate, bytes that are not UTF-8.
  ///
  /// The caller bounds the bytes. A problem (`.badData`) opens with `what:line:column`.
  public init(parsing bytes: [UInt8], what: String) throws(Problem) {
    var parser = JSONParser(bytes, what: what)
    self = try parser.document()
  }
}

/// Recursive descent over bytes; each function starts at the first byte of what it reads.
private struct JSONParser {
  private let bytes: [UInt8]
  private let what: String
  private var position = 0

  init(_ bytes: [UInt8], what: String) {
    self.bytes = bytes
    self.what = what
  }

  mutating func document() throws(Problem) -> JSON {
    skipSpaces()
    let value = try value(depth: 1)
    skipSpaces()
    guard position == bytes.count else { throw problem("text after the end of the value") }
    return value
  }

  private mutating func value(depth: Int) throws(Problem) -> JSON {
    guard depth <= JSON.maximumDepth else {
      throw problem("nested deeper than \(JSON.maximumDepth) levels")
    }
    guard let first = next else { throw problem("ends where a value is expected") }
    switch first {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw problem("a value is expected here")
    }
  }

  private mutating func members(depth: Int) throws(Problem) -> [JSON.Member] {
    var members: [JSON.Member] = []
    var keys: Set<[UInt8]>?
    position += 1
    skipSpaces()
    if take("}") { return members }
    repeat {
      skipSpaces()
      let start = position
      guard next == UInt8(ascii: "\"") else { throw problem("a key in quotes is expected here") }
      let key = try string()
      guard isNew(key, after: members, &keys) else {
        throw problem("the key \(quoted(key)) stands here a second time", at: start)
      }
      skipSpaces()
      guard take(":") else { throw problem("\":\" is expected after the key \(quoted(key))") }
      skipSpaces()
      members.append(JSON.Member(key, try value(depth: depth + 1)))
      skipSpaces()
    } while take(",")
    guard take("}") else { throw problem("\",\" or \"}\" is expected here") }
    return members
  }

  /// - Parameter keys: of all members; nil as long as each sorts after the one before it, which
  ///   needs no memory.
  private func isNew(
    _ key: String, after members: [JSON.Member], _ keys: inout Set<[UInt8]>?
  ) -> Bool {
    guard let last = members.last else { return true }
    if keys == nil, JSON.precedes(last.key, key) { return true }
    var known = keys ?? Set(members.map { Array($0.key.utf8) })
    keys = nil
    defer { keys = known }
    return known.insert(Array(key.utf8)).inserted
  }

  private mutating func elements(depth: Int) throws(Problem) -> [JSON] {
    var elements: [JSON] = []
    position += 1
    skipSpaces()
    if take("]") { return elements }
    repeat {
      skipSpaces()
      elements.append(try value(depth: depth + 1))
      skipSpaces()
    } while take(",")
    guard take("]") else { throw problem("\",\" or \"]\" is expected here") }
    return elements
  }

  private mutating func integer() throws(Problem) -> Int {
    let start = position
    let isNegative = take("-")
    let digits = position
    while let digit = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
      position += 1
    }
    let text = String(decoding: bytes[digits..<position], as: UTF8.self)
    switch next {
    case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      throw problem("only integers are read, not a number with a fraction or exponent", at: start)
    default: break
    }
    guard !text.isEmpty, text == "0" ? !isNegative : !text.hasPrefix("0") else {
      throw problem("not an integer in its shortest form", at: start)
    }
    guard let number = Int(text), JSON.integers.contains(number) else {
      throw problem("an integer outside ±(2^53 - 1)", at: start)
    }
    return isNegative ? -number : number
  }

  private mutating func word(_ word: String, _ value: JSON) throws(Problem) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else {
      throw problem("a value is expected here")
    }
    position += word.utf8.count
    return value
  }

  private mutating func string() throws(Problem) -> String {
    let start = position
    var text: [UInt8] = []
    position += 1
    while !take("\"") {
      let run = position
      while position < bytes.count, JSON.isWrittenAsItIs(bytes[position]) { position += 1 }
      if next == UInt8(ascii: "\""), text.isEmpty { return try string(run..<position, from: start) }
      text += bytes[run..<position]
      switch next {
      case UInt8(ascii: "\""): continue
      case UInt8(ascii: "\\"): text += String(try escape()).utf8
      case nil: throw problem("a string without its closing quote", at: start)
      default: throw problem("a control character that is not escaped")
      }
    }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw problem("a string that is not UTF-8", at: start)
    }
    return string
  }

  /// One without escapes, up to and over its closing quote.
  private mutating func string(_ run: Range<Int>, from start: Int) throws(Problem) -> String {
    guard let string = String(validating: bytes[run], as: UTF8.self) else {
      throw problem("a string that is not UTF-8", at: start)
    }
    position += 1
    return string
  }

  private mutating func escape() throws(Problem) -> Character {
    let start = position
    position += 1
    let letter = next
    position += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return Character(try scalar(escapedAt: start))
    default: throw problem("an escape that JSON does not have", at: start)
    }
  }

  /// The scalar of one `\uXXXX`, or of two that are a surrogate pair.
  private mutating func scalar(escapedAt start: Int) throws(Problem) -> Unicode.Scalar {
    var code = try codeUnit(escapedAt: start)
    if (0xd800..<0xdc00).contains(code), take("\\"), take("u") {
      let low = try codeUnit(escapedAt: start)
      guard (0xdc00..<0xe000).contains(low) else {
        throw problem("half of a surrogate pair", at: start)
      }
      code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw problem("half of a surrogate pair", at: start)
    }
    return scalar
  }

  private mutating func codeUnit(escapedAt start: Int) throws(Problem) -> UInt32 {
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, let high = decodedHexadecimal(digits) else {
      throw problem("\\u without four hexadecimal digits", at: start)
    }
    position += 4
    return high.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      position += 1
    }
  }

  private func problem(_ message: String, at offset: Int? = nil) -> Problem {
    Problem(.badData, "\(what):\(place(of: offset ?? position, in: bytes)): \(message)")
  }
}

/// `line:column` of an offset into text, both from 1, the column in Unicode scalars.
func place(of offset: Int, in bytes: [UInt8]) -> String {
  let before = bytes.prefix(offset)
  let line = before.count { $0 == 0x0a } + 1
  let lastLine = before.lastIndex(of: 0x0a).map { before[($0 + 1)...] } ?? before
  return "\(line):\(String(decoding: lastLine, as: UTF8.self).unicodeScalars.count + 1)"
}
