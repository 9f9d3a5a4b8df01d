/// The pattern of a package's release tags: text around one `{version}`, such as `v{version}`.
public struct TagPattern: Hashable, Sendable {
  public let prefix: String
  public let suffix: String

  /// Nil unless it contains `{version}` exactly once, and otherwise only ASCII characters that a
  /// tag name may contain.
  public init?(_ pattern: some StringProtocol) {
    let marker = Array("{version}".utf8)
    let bytes = Array(pattern.utf8)
    let positions = bytes.indices.filter { bytes[$0...].starts(with: marker) }
    guard positions.count == 1, let position = positions.first else { return nil }
    let (before, after) = (bytes[..<position], bytes[(position + marker.count)...])
    guard !before.starts(with: [UInt8(ascii: "-")]), Self.isTagText(before), Self.isTagText(after)
    else { return nil }
    prefix = String(decoding: before, as: UTF8.self)
    suffix = String(decoding: after, as: UTF8.self)
  }

  public init(prefix: String) {
    self.prefix = prefix
    suffix = ""
  }

  /// The version's text in `name`; nil where the name does not match.
  public func version(in name: some StringProtocol) -> String? {
    let bytes = name.utf8
    guard bytes.count > prefix.utf8.count + suffix.utf8.count, bytes.starts(with: prefix.utf8),
      bytes.reversed().starts(with: suffix.utf8.reversed())
    else { return nil }
    return String(
      decoding: bytes.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count), as: UTF8.self)
  }

  /// Whether one prefix begins with the other, slashes and hyphens being equal.
  func beginsAlike(_ other: TagPattern) -> Bool {
    func flat(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "/") ? UInt8(ascii: "-") : byte }
    return zip(prefix.utf8, other.prefix.utf8).allSatisfy { flat($0) == flat($1) }
  }

  public func name(for version: Version) -> String { prefix + version.description + suffix }

  private static func isTagText(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { isAlphanumeric($0) || "._-+@/".utf8.contains($0) }
  }
}

extension TagPattern: CustomStringConvertible {
  public var description: String { prefix + "{version}" + suffix }
}
