import Release

/// Text as YAML: plain where every reader takes it for text, else quoted.
func yamlText(_ text: String) -> String {
  let lookAlikes = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
  guard let first = text.utf8.first, isLetter(first), !lookAlikes.contains(text.lowercased()),
    text.utf8.allSatisfy({ isLetter($0) || "0123456789._@+-/".utf8.contains($0) })
  else { return yamlQuoted(text) }
  return text
}

/// A double-quoted scalar that any text fits in, on one line.
func yamlQuoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x22, 0x5c: result += "\\" + String(scalar)
    case 0x09: result += "\\t"
    case 0x0a: result += "\\n"
    case ..<0x20, 0x7f..<0xa0: result += "\\x" + hexadecimal([UInt8(scalar.value)])
    // What libyaml takes for a line break, or for no text.
    case 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff:
      result += "\\u" + hexadecimal([UInt8(scalar.value >> 8), UInt8(scalar.value & 0xff)])
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

private func isLetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}
