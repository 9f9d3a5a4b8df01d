import CGit2
import Release

/// What stands before the bytes of an object in a pack (gitformat-pack, "pack entries").
struct PackEntry {
  enum Content {
    case whole(git_object_t)
    /// What to make of the object that begins so many bytes before.
    case deltaBefore(Int)
    case delta(ObjectID)
  }

  let content: Content
  /// How many bytes it inflates to.
  let size: Int
  /// How many bytes of the pack this took.
  let count: Int

  /// The most that `count` can be.
  static let mostBytes = 32

  /// Nil where the bytes are cut, or a number has more than 32 bits.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var reader = Reader(bytes: bytes)
    guard let first = reader.next(), let size = reader.size(after: first) else { return nil }
    switch first >> 4 & 7 {
    case 1...4: content = .whole(git_object_t(Int32(first >> 4 & 7)))
    case 6:
      guard let distance = reader.distance() else { return nil }
      content = .deltaBefore(distance)
    case 7:
      guard let base = reader.id() else { return nil }
      content = .delta(base)
    default: return nil
    }
    self.size = size
    count = reader.place
  }
}

private struct Reader {
  let bytes: UnsafeRawBufferPointer
  var place = 0

  mutating func next() -> UInt8? {
    guard place < bytes.count else { return nil }
    defer { place += 1 }
    return bytes[place]
  }

  /// Four bits of the first byte, then seven of each further one, the lowest first.
  mutating func size(after first: UInt8) -> Int? {
    var (size, shift, byte) = (Int(first & 15), 4, first)
    while byte & 0x80 != 0 {
      guard shift < 32, let further = next() else { return nil }
      byte = further
      size |= Int(byte & 0x7f) << shift
      shift += 7
    }
    return size
  }

  /// Seven bits of each byte, the highest first; each further byte adds one.
  mutating func distance() -> Int? {
    guard var byte = next() else { return nil }
    var distance = Int(byte & 0x7f)
    while byte & 0x80 != 0 {
      guard distance < 1 << 40, let further = next() else { return nil }
      byte = further
      distance = (distance + 1) << 7 | Int(byte & 0x7f)
    }
    return distance
  }

  mutating func id() -> ObjectID? {
    guard bytes.count - place >= 20 else { return nil }
    defer { place += 20 }
    return ObjectID(
      high: bytes.long(place), middle: bytes.long(place + 8), low: bytes.word(place + 16))
  }
}
