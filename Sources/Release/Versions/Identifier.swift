extension Version {
  /// One dot-separated part of a pre-release.
  public enum Identifier: Sendable {
    /// A number, and how many digits it is written with at least.
    case number(Number, digits: Int = 0)
    case text(String)
  }

  /// Parses a number; nil where `text` is not one, or is too long to be incremented.
  static func number(_ text: some StringProtocol, leadingZeros: Bool) -> Number? {
    guard isDigits(text), text.utf8.count <= digitLimit,
      leadingZeros || text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0")
    else { return nil }
    return Number(text)
  }

  /// Any number of so many digits can still be incremented.
  private static let digitLimit = 38

  /// Parses the parts of a pre-release; nil where `text` is not one.
  static func identifiers(_ text: some StringProtocol, leadingZeros: Bool) -> [Identifier]? {
    guard let words = words(text) else { return nil }
    var result: [Identifier] = []
    for word in words {
      guard isDigits(word) else {
        result.append(.text(word))
        continue
      }
      guard let value = number(word, leadingZeros: leadingZeros) else { return nil }
      result.append(.number(value, digits: leastDigits(word)))
    }
    return result
  }

  /// Words of letters, digits and hyphens, separated by dots; nil where `text` is anything else.
  static func words(_ text: some StringProtocol) -> [String]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fit = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
    return fit ? parts.map { String($0) } : nil
  }

  /// The digits of a number that begins with a zero, which it must be padded to; 0 for any other.
  static func leastDigits(_ text: some StringProtocol) -> Int {
    text.utf8.first == UInt8(ascii: "0") && text.utf8.count > 1 ? text.utf8.count : 0
  }

  private static func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isDigit($0) }
  }
}

extension Version.Identifier: Comparable, Hashable {
  public static func < (one: Self, other: Self) -> Bool {
    switch (one, other) {
    case (.number(let mine, _), .number(let theirs, _)): mine < theirs
    case (.text(let mine), .text(let theirs)): mine.utf8.lexicographicallyPrecedes(theirs.utf8)
    case (.number, .text): true
    case (.text, .number): false
    }
  }

  /// Equal in precedence: leading zeros do not count.
  public static func == (one: Self, other: Self) -> Bool { !(one < other) && !(other < one) }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .number(let value, _): hasher.combine(value)
    case .text(let value): hasher.combine(value)
    }
  }
}

extension Version.Identifier: CustomStringConvertible {
  public var description: String {
    switch self {
    case .number(let value, let digits): padded(value, to: digits)
    case .text(let value): value
    }
  }
}
