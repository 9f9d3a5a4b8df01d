import CSQLite
import Release

/// SQL as a file holds it: many statements, each run where it stands, so that a message can name
/// the line.
struct SQLiteScript {
  let name: String
  /// Ends with a NUL: without it SQLite copies the rest of the script for each statement.
  let bytes: [UInt8]

  /// - Throws: `.badData` when the script holds a NUL, at which SQLite would stop unnoticed.
  init(_ text: [UInt8], name: String) throws(Problem) {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    self.name = name
    bytes = (text.starts(with: mark) ? [0x20, 0x20, 0x20] + text.dropFirst(3) : text) + [0]
    if let index = bytes.firstIndex(of: 0), index < bytes.count - 1 {
      throw Problem(.badData, "\(place(index)): a NUL byte in a script")
    }
  }

  /// `file:line`, the line of the first code at `offset` or after it.
  func place(_ offset: Int) -> String {
    let start = codeStart(offset)
    return "\(name):\(bytes[..<start].count { $0 == UInt8(ascii: "\n") } + 1)"
  }

  /// Skips white space and comments.
  private func codeStart(_ offset: Int) -> Int {
    var index = offset
    while index < bytes.count - 1 {
      let rest = bytes[index...]
      if [0x20, 0x09, 0x0a, 0x0c, 0x0d, UInt8(ascii: ";")].contains(bytes[index]) {
        index += 1
      } else if rest.starts(with: "--".utf8) {
        index = rest.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1
      } else if rest.starts(with: "/*".utf8) {
        index = endOfComment(index + 2)
      } else {
        return index
      }
    }
    return min(offset, bytes.count - 1)
  }

  private func endOfComment(_ start: Int) -> Int {
    var index = start
    while index < bytes.count - 1 {
      if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
        return index + 2
      }
      index += 1
    }
    return index
  }
}
