private let digits = Array("0123456789abcdef".utf8)

/// Lowercase hexadecimal digits, two a byte.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}

/// The bytes that hexadecimal digits of either case stand for; nil for an odd count or another
/// character.
public func decodedHexadecimal(_ hex: some StringProtocol) -> [UInt8]? {
  var result: [UInt8] = []
  var high: UInt8?
  for digit in hex.utf8 {
    guard let value = value(of: digit) else { return nil }
    if let first = high {
      result.append(first << 4 | value)
      high = nil
    } else {
      high = value
    }
  }
  return high == nil ? result : nil
}

func isLowercaseHexadecimal(_ character: UInt8) -> Bool {
  digits.contains(character)
}

private func value(of digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
  default: nil
  }
}
