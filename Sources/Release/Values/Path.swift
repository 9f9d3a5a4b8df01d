/// A path inside the repository: UTF-8, `/` between its parts, compared byte by byte.
public struct Path: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (one: Self, other: Self) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }

  /// Its parts, between the slashes.
  public var parts: [Substring] { text.split(separator: "/", omittingEmptySubsequences: false) }

  /// Whether this is `folder` or lies in it.
  public func isInside(_ folder: Path) -> Bool {
    let (inner, outer) = (text.utf8, folder.text.utf8)
    return inner.starts(with: outer)
      && (inner.count == outer.count || inner.dropFirst(outer.count).first == UInt8(ascii: "/"))
  }

  /// Why a package must not carry this path, or nil when it may.
  public var whyUnsafe: String? {
    if text.utf8.isEmpty { return "it is empty" }
    if text.utf8.count > 4096 { return "it is longer than 4096 bytes" }
    if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f || $0 == UInt8(ascii: "\\") }) {
      return "it has a control character or a backslash"
    }
    for part in parts {
      if part.isEmpty { return "it is absolute, or has an empty part" }
      if part == "." || part == ".." { return "it has a part that is . or .." }
      if Self.looksLikeGitDirectory(part) { return "it has a part that looks like .git" }
    }
    return nil
  }

  /// As Git's own `verify_path` sees it on file systems that fold case or shorten names.
  private static func looksLikeGitDirectory(_ part: Substring) -> Bool {
    var name = part.lowercased()
    name.unicodeScalars.removeAll { $0.properties.isDefaultIgnorableCodePoint }
    while name.hasSuffix(".") || name.hasSuffix(" ") { name.removeLast() }
    return name == ".git" || name.hasPrefix("git~") || name.hasPrefix(".git:")
  }
}

extension Path: Comparable {
  public static func < (one: Self, other: Self) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }
}

extension Path: CustomStringConvertible {
  public var description: String { text }
}

extension Path: Codable {
  public init(from decoder: any Decoder) throws {
    self = try parsed(from: decoder, as: "a path") { Self($0) }
  }

  public func encode(to encoder: any Encoder) throws {
    try text.encode(to: encoder)
  }
}
