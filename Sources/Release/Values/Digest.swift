/// A SHA-256 digest, written as 64 lowercase hexadecimal digits (FIPS 180-4).
public struct Digest: Hashable, Sendable {
  public let hex: String

  /// From 64 lowercase hexadecimal digits; nil for anything else.
  public init?(hex: some StringProtocol) {
    guard hex.utf8.count == 64, hex.utf8.allSatisfy(isLowercaseHexadecimal) else { return nil }
    self.hex = String(hex)
  }

  /// From the 32 bytes; nil for any other count.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    hex = hexadecimal(bytes)
  }

  /// The first twelve digits, for people.
  public var short: String { String(hex.prefix(12)) }
}

extension Digest: Comparable {
  public static func < (one: Self, other: Self) -> Bool { one.hex < other.hex }
}

extension Digest: CustomStringConvertible {
  public var description: String { hex }
}

extension Digest: Codable {
  public init(from decoder: any Decoder) throws {
    self = try parsed(from: decoder, as: "a SHA-256 of 64 hexadecimal digits") { Self(hex: $0) }
  }

  public func encode(to encoder: any Encoder) throws {
    try hex.encode(to: encoder)
  }
}
