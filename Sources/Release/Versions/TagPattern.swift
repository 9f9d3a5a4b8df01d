/// How a line's release tags are written: text around one `{version}`, such as `v{version}`.
public struct TagPattern: Hashable, Sendable {
  public let prefix: String
  public let suffix: String

  /// Nil unless `{version}` stands in it exactly once, among ASCII that a tag name may hold.
  public init?(_ pattern: some StringProtocol) {
    let marker = Array("{version}".utf8)
    let bytes = Array(pattern.utf8)
    let places = bytes.indices.filter { bytes[$0...].starts(with: marker) }
    guard places.count == 1, let place = places.first else { return nil }
    let (before, after) = (bytes[..<place], bytes[(place + marker.count)...])
    guard !before.starts(with: [UInt8(ascii: "-")]), Self.isTagText(before), Self.isTagText(after)
    else { return nil }
    prefix = String(decoding: before, as: UTF8.self)
    suffix = String(decoding: after, as: UTF8.self)
  }

  public init(prefix: String) {
    self.prefix = prefix
    suffix = ""
  }

  /// The text that stands for the version in `name`; nil when the name does not fit.
  public func version(in name: some StringProtocol) -> String? {
    let bytes = name.utf8
    guard bytes.count > prefix.utf8.count + suffix.utf8.count, bytes.starts(with: prefix.utf8),
      bytes.reversed().starts(with: suffix.utf8.reversed())
    else { return nil }
    return String(
      decoding: bytes.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count), as: UTF8.self)
  }

  /// Whether a tag of one may begin as a tag of the other, slashes taken for hyphens.
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
