extension ObjectID {
  /// From the 40 hexadecimal digits that stand in an object's header, in place; nil for anything
  /// else. A walk over history spends much of its time here.
  public init?(hex digits: Span<UInt8>) {
    guard digits.count == 40 else { return nil }
    var bytes = InlineArray<20, UInt8>(repeating: 0)
    for position in 0..<20 {
      guard let high = hexadecimalValue(digits[2 * position]),
        let low = hexadecimalValue(digits[2 * position + 1])
      else { return nil }
      bytes[position] = high << 4 | low
    }
    self.init(bytes: bytes.span)
  }

  /// From the 20 bytes as Git stores them, in place; nil for any other count.
  public init?(bytes: Span<UInt8>) {
    let id = bytes.withUnsafeBufferPointer { ObjectID(bytes: $0) }
    guard let id else { return nil }
    self = id
  }
}

private func hexadecimalValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  default: nil
  }
}
