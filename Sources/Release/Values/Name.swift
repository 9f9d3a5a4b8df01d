/// Whether `text` may name a change, a role, a person, an environment, a target, a database or a
/// model: 1 to 100 of `A-Z a-z 0-9 . _ @ + -`, a letter or digit first.
///
/// ASCII alone, so that equality of strings is equality of bytes.
public func isName(_ text: some StringProtocol) -> Bool {
  guard let first = text.utf8.first, text.utf8.count <= 100 else { return false }
  return isAlphanumeric(first)
    && text.utf8.allSatisfy { isAlphanumeric($0) || "._@+-".utf8.contains($0) }
}

/// What `isName` asks for, for messages.
public let nameRule = "1 to 100 letters, digits and . _ @ + -, a letter or digit first"

func isAlphanumeric(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: false
  }
}

func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// A name made from free text: lowercase letters and digits, `-` between words.
public func slug(_ text: some StringProtocol, limit: Int = 60) -> String {
  var words: [String] = [""]
  for byte in text.lowercased().utf8 {
    if isAlphanumeric(byte) {
      words[words.count - 1].unicodeScalars.append(Unicode.Scalar(byte))
    } else if words.last != "" {
      words.append("")
    }
  }
  var result = ""
  for word in words where !word.isEmpty {
    let longer = result.isEmpty ? word : result + "-" + word
    if longer.utf8.count > limit { return result.isEmpty ? String(word.prefix(limit)) : result }
    result = longer
  }
  return result
}
