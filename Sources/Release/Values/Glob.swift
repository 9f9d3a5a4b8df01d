/// A path pattern as `.gitattributes` writes it, anchored at the repository's root: `*` and `?`
/// stay within a part, `**` spans parts.
public struct Glob: Hashable, Sendable {
  public let pattern: String
  private let parts: [[UInt8]]

  public init(_ pattern: String) {
    self.pattern = pattern
    parts = pattern.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
  }

  public func matches(_ path: Path) -> Bool {
    let names = path.text.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    return Self.fits(parts[...], names[...], any: Self.doubleStar) { Self.fitsPart($0, $1) }
  }

  /// The folder of which this is everything, as in `lib/core/**`; nil for another pattern.
  public var folder: String? {
    guard pattern.hasSuffix("/**"), parts.count > 1 else { return nil }
    let folder = pattern.dropLast(3)
    return folder.utf8.contains { "*?".utf8.contains($0) } ? nil : String(folder)
  }

  /// Whether some path below `folder` may match.
  public func mayMatch(below folder: Path) -> Bool {
    let names = folder.text.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    for (part, name) in zip(parts, names) {
      if part == Self.doubleStar { return true }
      guard Self.fitsPart(part, name) else { return false }
    }
    return parts.count > names.count || parts.last == Self.doubleStar
  }

  private static let doubleStar = Array("**".utf8)

  /// Wildcard matching with one point of return, so its cost is at most the product of the lengths.
  private static func fits<Item: Equatable>(
    _ pattern: ArraySlice<Item>, _ items: ArraySlice<Item>, any: Item,
    _ fitsOne: (Item, Item) -> Bool
  ) -> Bool {
    var (next, at) = (pattern.startIndex, items.startIndex)
    var retry: (next: Int, at: Int)?
    while at < items.endIndex {
      if next < pattern.endIndex, pattern[next] == any {
        retry = (next + 1, at)
        next += 1
      } else if next < pattern.endIndex, fitsOne(pattern[next], items[at]) {
        (next, at) = (next + 1, at + 1)
      } else if let point = retry {
        retry = (point.next, point.at + 1)
        (next, at) = (point.next, point.at + 1)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == any }
  }

  private static func fitsPart(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
    fits(pattern[...], name[...], any: UInt8(ascii: "*")) {
      $0 == $1 || $0 == UInt8(ascii: "?")
    }
  }
}
