extension ObjectID {
  /// From the 40 hexadecimal digits that stand in an object's header, in place; nil for anything
  /// else. A walk over history spends much of its time here.
  public init?(hex digits: Span<UInt8>) {
    guard digits.count == 40, let high = number(digits.extracting(0..<16)),
      let middle = number(digits.extracting(16..<32)),
      let low = number(digits.extracting(32..<40))
    else { return nil }
    self.init(high: high, middle: middle, low: UInt32(low))
  }

  /// From the 20 bytes as Git stores them, in place; nil for any other count.
  public init?(bytes: Span<UInt8>) {
    let id = bytes.withUnsafeBufferPointer { ObjectID(bytes: $0) }
    guard let id else { return nil }
    self = id
  }
}

/// The number that at most 16 lowercase hexadecimal digits write.
private func number(_ digits: Span<UInt8>) -> UInt64? {
  var result: UInt64 = 0
  var isWrong = false
  for position in digits.indices {
    let value = values[Int(digits[position])]
    isWrong = isWrong || value > 15
    result = result << 4 | UInt64(value & 15)
  }
  return isWrong ? nil : result
}

/// What each byte stands for as a digit; 255 for no digit.
private let values: [UInt8] = (0...255).map { byte in
  switch UInt8(byte) {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(byte) - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt8(byte) - UInt8(ascii: "a") + 10
  default: 255
  }
}
