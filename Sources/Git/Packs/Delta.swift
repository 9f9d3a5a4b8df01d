/// What a delta makes of a base (gitformat-pack, "deltified representation"). Nil where it is
/// damaged or not for this base.
///
/// - Parameter limit: how many bytes it may make.
func applied(_ delta: [UInt8], to base: [UInt8], limit: Int) -> [UInt8]? {
  var reader = DeltaReader(delta: delta)
  guard reader.size() == base.count, let size = reader.size(), size <= limit else { return nil }
  var result: [UInt8] = []
  result.reserveCapacity(size)
  while let command = reader.next() {
    let part: ArraySlice<UInt8>?
    if command & 0x80 != 0 {
      part = reader.range(command).flatMap { $0.upperBound <= base.count ? base[$0] : nil }
    } else {
      part = command == 0 ? nil : reader.take(Int(command))
    }
    guard let part, result.count + part.count <= size else { return nil }
    result += part
  }
  return result.count == size ? result : nil
}

private struct DeltaReader {
  let delta: [UInt8]
  var place = 0

  mutating func next() -> UInt8? {
    guard place < delta.count else { return nil }
    defer { place += 1 }
    return delta[place]
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard delta.count - place >= count else { return nil }
    defer { place += count }
    return delta[place..<place + count]
  }

  /// Seven bits of each byte, the lowest first.
  mutating func size() -> Int? {
    var (size, shift) = (0, 0)
    while let byte = next(), shift < 32 {
      size |= Int(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return size }
      shift += 7
    }
    return nil
  }

  /// The part of the base that a command copies: its bits say which bytes of two numbers follow.
  mutating func range(_ command: UInt8) -> Range<Int>? {
    guard let offset = number(command & 0x0f), let count = number(command >> 4 & 0x07) else {
      return nil
    }
    return offset..<offset + (count == 0 ? 0x10000 : count)
  }

  private mutating func number(_ present: UInt8) -> Int? {
    var number = 0
    for place in 0..<4 where present >> place & 1 != 0 {
      guard let byte = next() else { return nil }
      number |= Int(byte) << (8 * place)
    }
    return number
  }
}
