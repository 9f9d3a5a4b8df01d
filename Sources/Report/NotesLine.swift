/// A line of release notes, or a list item with all its lines.
enum NotesLine: Hashable {
  case item(Item)
  case other(String)

  struct Item: Hashable {
    var key: String
    /// Without the final newline.
    var text: String
  }

  var key: String? {
    if case .item(let item) = self { item.key } else { nil }
  }

  var isHeading: Bool {
    if case .other(let text) = self { text.hasPrefix("### ") } else { false }
  }

  var isTitle: Bool {
    if case .other(let text) = self { text.hasPrefix("## ") } else { false }
  }

  var digest: String {
    switch self {
    case .item(let item): Report.digest(of: item.text)
    case .other(let text): Report.digest(of: text)
    }
  }
}

extension NotesLine {
  static func all(in lines: ArraySlice<Substring>) -> [NotesLine] {
    var result: [NotesLine] = []
    var open: [Substring] = []
    var counts: [String: Int] = [:]
    func close() {
      var trailing = 0
      while let last = open.last, last.allSatisfy(\.isWhitespace) {
        open.removeLast()
        trailing += 1
      }
      if !open.isEmpty { result.append(.item(item(open, counting: &counts))) }
      result += Array(repeating: .other(""), count: trailing)
      open = []
    }
    for line in lines {
      let isContinued = line.hasPrefix("  ") || line.allSatisfy(\.isWhitespace)
      if line.hasPrefix("- ") || (!open.isEmpty && !isContinued) { close() }
      if line.hasPrefix("- ") || !open.isEmpty {
        open.append(line)
      } else {
        result.append(.other(String(line)))
      }
    }
    close()
    return result
  }

  /// An item is identified by the last short id in its first line, or by its text if it has none.
  private static func item(_ lines: [Substring], counting counts: inout [String: Int]) -> Item {
    let text = lines.joined(separator: "\n")
    let id = lines[0].split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.last { word in
      word.utf8.count == 10 && word.utf8.allSatisfy(isHexadecimal)
    }
    let name = id.map(String.init) ?? Report.digest(of: text)
    counts[name, default: 0] += 1
    let count = counts[name] ?? 1
    return Item(key: count == 1 ? name : "\(name)/\(count)", text: text)
  }
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
}

/// FNV-1a of 64 bits: it detects edits, and is no protection against forgery.
func digest(of text: String) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

func windowsEnds(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
}
