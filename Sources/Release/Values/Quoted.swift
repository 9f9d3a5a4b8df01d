/// Text from outside as a message may show it: in quotes, with control and bidirectional
/// characters escaped, and cut after `limit` characters.
public func quoted(_ text: some StringProtocol, limit: Int = 120) -> String {
  "\"" + escaped(text, limit: limit) + "\""
}

/// As `quoted(_:)`, without the quotes: for text that stands on a line of its own.
public func escaped(_ text: some StringProtocol, limit: Int = .max) -> String {
  var text = String(text)
  let isPlain = text.withUTF8 { bytes in
    bytes.count <= limit && bytes.allSatisfy { (0x20..<0x7f).contains($0) }
  }
  if isPlain { return text }
  var result = ""
  var count = 0
  for scalar in text.unicodeScalars {
    if count == limit { return result + "…" }
    count += 1
    if isHarmless(scalar) {
      result.unicodeScalars.append(scalar)
    } else {
      result += scalar.escaped(asASCII: true)
    }
  }
  return result
}

private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7f..<0xa0: false
  case 0x200e, 0x200f, 0x061c, 0x202a...0x202e, 0x2066...0x2069, 0x2028, 0x2029, 0xfeff: false
  // What shows nothing, and could hide something; the joiners of scripts and emoji stay.
  case 0xad, 0x180e, 0x200b, 0x2060...0x2064, 0xfff9...0xfffb, 0xe0000...0xe0fff: false
  default: true
  }
}
