/// The id of a Git object: 20 bytes (SHA-1), written as 40 lowercase hexadecimal digits.
public struct ObjectID: Hashable, Sendable {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// From the 20 bytes as Git stores them; nil for any other count.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 20 else { return nil }
    var high: UInt64 = 0
    var middle: UInt64 = 0
    var low: UInt32 = 0
    for (position, byte) in bytes.enumerated() {
      switch position {
      case 0..<8: high = high << 8 | UInt64(byte)
      case 8..<16: middle = middle << 8 | UInt64(byte)
      default: low = low << 8 | UInt32(byte)
      }
    }
    (self.high, self.middle, self.low) = (high, middle, low)
  }

  /// From 40 hexadecimal digits; nil for anything else.
  public init?(hex: some StringProtocol) {
    guard let bytes = decodedHexadecimal(hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// The 20 bytes as Git stores them.
  public var bytes: [UInt8] {
    [high, middle].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
      + (0..<4).map { UInt8(truncatingIfNeeded: low >> (24 - 8 * $0)) }
  }

  /// Writes the 20 bytes at the start of a buffer that has room for them.
  public func store(in buffer: UnsafeMutableRawBufferPointer) {
    buffer.storeBytes(of: high.bigEndian, as: UInt64.self)
    buffer.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
    buffer.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
  }

  /// The first eight bytes are random enough, and a third of the work.
  public func hash(into hasher: inout Hasher) { hasher.combine(high) }

  public var hex: String { digits(40) }

  /// The first ten digits, for people.
  public var short: String { digits(10) }

  /// Its first hexadecimal digits, at most 40. Long notes spend much of their time here.
  private func digits(_ count: Int) -> String {
    String(unsafeUninitializedCapacity: count) { text in
      for place in 0..<count {
        let nibble =
          switch place {
          case 0..<16: high >> (60 - 4 * place)
          case 16..<32: middle >> (60 - 4 * (place - 16))
          default: UInt64(low) >> (28 - 4 * (place - 32))
          }
        let value = UInt8(nibble & 15)
        text[place] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
      }
      return count
    }
  }

  /// All zeros: in a hook's input and in a ref update, "does not exist".
  public static let zero = ObjectID(high: 0, middle: 0, low: 0)

  /// From the 20 bytes as three big-endian numbers.
  public init(high: UInt64, middle: UInt64, low: UInt32) {
    (self.high, self.middle, self.low) = (high, middle, low)
  }

  /// As many as git shows at least.
  var sevenDigits: UInt32 { UInt32(high >> 36) }

  public var firstByte: UInt8 { UInt8(high >> 56) }
}

extension ObjectID: Comparable {
  public static func < (one: Self, other: Self) -> Bool {
    (one.high, one.middle, one.low) < (other.high, other.middle, other.low)
  }
}

extension ObjectID: CustomStringConvertible {
  public var description: String { hex }
}

extension ObjectID: Codable {
  public init(from decoder: any Decoder) throws {
    self = try parsed(from: decoder, as: "an object id of 40 hexadecimal digits") { Self(hex: $0) }
  }

  public func encode(to encoder: any Encoder) throws {
    try hex.encode(to: encoder)
  }
}
