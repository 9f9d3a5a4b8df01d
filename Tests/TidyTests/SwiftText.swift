/// A Swift file taken apart into code, comments and the text of string literals, all of them with
/// the lines and columns of the file, so that a rule about code never trips over a message.
struct SwiftText {
  let path: String
  /// As it stands in the file.
  let lines: [Substring]
  /// Everything but code is blank; what stands in `\(…)` is code.
  let code: [Substring]
  /// Everything but comments is blank.
  let comments: [Substring]

  init(path: String, _ text: String) {
    self.path = path
    lines = splitLines(text)
    var scanner = Scanner(text)
    scanner.scan()
    code = splitLines(String(decoding: scanner.code, as: UTF8.self))
    comments = splitLines(String(decoding: scanner.comments, as: UTF8.self))
  }

  /// The words of the code, names and keywords alike.
  var words: Set<Substring> {
    Set(code.flatMap { $0.split { !isWord($0) } })
  }
}

func splitLines(_ text: String) -> [Substring] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  if lines.last == "" { lines.removeLast() }
  return lines
}

func isWord(_ character: Character) -> Bool {
  character.isLetter || character.isNumber || character == "_"
}

/// Copies each byte to one of two texts and a blank to the other.
private struct Scanner {
  private enum Place {
    case code(parentheses: Int)
    case string(quotes: Int, hashes: Int)
    case lineComment
    case blockComment(depth: Int)
  }

  private let bytes: [UInt8]
  private var index = 0
  private var places = [Place.code(parentheses: 0)]
  var code: [UInt8] = []
  var comments: [UInt8] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func scan() {
    while index < bytes.count, let place = places.last {
      switch place {
      case .code(let parentheses): scanCode(parentheses)
      case .string(let quotes, let hashes): scanString(quotes, hashes)
      case .lineComment: scanLineComment()
      case .blockComment(let depth): scanBlockComment(depth)
      }
    }
  }

  private mutating func scanCode(_ parentheses: Int) {
    if sees("//") {
      places.append(.lineComment)
    } else if sees("/*") {
      take(2, as: .comment)
      places.append(.blockComment(depth: 1))
    } else if let (quotes, hashes) = openingQuotes() {
      take(hashes + quotes, as: .text)
      places.append(.string(quotes: quotes, hashes: hashes))
    } else if places.count > 1, sees(")"), parentheses == 0 {
      take(1, as: .text)
      places.removeLast()
    } else {
      let change = sees("(") ? 1 : sees(")") ? -1 : 0
      places[places.count - 1] = .code(parentheses: parentheses + change)
      take(1, as: .code)
    }
  }

  private mutating func scanString(_ quotes: Int, _ hashes: Int) {
    let escape = "\\" + String(repeating: "#", count: hashes)
    let end = String(repeating: "\"", count: quotes) + String(repeating: "#", count: hashes)
    if sees(escape + "(") {
      take(hashes + 2, as: .text)
      places.append(.code(parentheses: 0))
    } else if sees(escape) {
      take(hashes + 2, as: .text)
    } else if sees(end) {
      take(quotes + hashes, as: .text)
      places.removeLast()
    } else {
      if quotes == 1, sees("\n") { places.removeLast() }
      take(1, as: .text)
    }
  }

  private mutating func scanLineComment() {
    if sees("\n") { places.removeLast() }
    take(1, as: .comment)
  }

  private mutating func scanBlockComment(_ depth: Int) {
    let change = sees("/*") ? 1 : sees("*/") ? -1 : 0
    places[places.count - 1] = .blockComment(depth: depth + change)
    if depth + change == 0 { places.removeLast() }
    take(change == 0 ? 1 : 2, as: .comment)
  }

  /// The quotes and hashes of the string literal that begins here.
  private func openingQuotes() -> (quotes: Int, hashes: Int)? {
    let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
    let quotes = bytes[(index + hashes)...].prefix { $0 == UInt8(ascii: "\"") }.count
    if quotes == 0 { return nil }
    return (quotes >= 3 ? 3 : 1, hashes)
  }

  private func sees(_ text: String) -> Bool {
    bytes[index...].starts(with: text.utf8)
  }

  private enum Kind { case code, comment, text }

  private mutating func take(_ count: Int, as kind: Kind) {
    for byte in bytes[index...].prefix(count) {
      let blank = byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " ")
      code.append(kind == .code ? byte : blank)
      comments.append(kind == .comment ? byte : blank)
    }
    index = min(index + count, bytes.count)
  }
}
