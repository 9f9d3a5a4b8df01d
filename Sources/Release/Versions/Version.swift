/// A version: numbers, then perhaps a pre-release and a build (Semantic Versioning 2.0.0).
public struct Version: Sendable {
  /// Wide enough for the numbers of 23 digits among the specification's valid examples.
  public typealias Number = UInt128

  /// At least one; three for SemVer.
  public let numbers: [Number]
  public let preRelease: [Identifier]
  /// Without meaning for precedence.
  public let build: [String]

  public enum Identifier: Hashable, Sendable {
    case number(Number)
    case text(String)
  }

  public init(_ numbers: Number..., preRelease: [Identifier] = [], build: [String] = []) {
    self.init(numbers: numbers, preRelease: preRelease, build: build)
  }

  public init(numbers: [Number], preRelease: [Identifier] = [], build: [String] = []) {
    self.numbers = numbers
    self.preRelease = preRelease
    self.build = build
  }

  public var isPreRelease: Bool { !preRelease.isEmpty }

  public func number(_ position: Int) -> Number {
    position < numbers.count ? numbers[position] : 0
  }
}

/// Which texts are versions.
public enum Scheme: String, Hashable, Sendable, CaseIterable {
  /// Semantic Versioning 2.0.0, to the letter.
  case semver
  /// One to six numbers, leading zeros allowed; for repositories that were never configured.
  case lenient

  /// The version that `text` writes; nil when it writes none.
  public func version(_ text: some StringProtocol) -> Version? {
    guard text.utf8.count <= 255 else { return nil }
    let buildParts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    guard let before = buildParts.first else { return nil }
    let preParts = before.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let core = preParts.first, let numbers = numbers(core) else { return nil }
    guard let preRelease = preParts.count > 1 ? identifiers(preParts[1]) : [] else { return nil }
    guard let build = buildParts.count > 1 ? Self.words(buildParts[1]) : [] else { return nil }
    return Version(numbers: numbers, preRelease: preRelease, build: build)
  }

  private func numbers(_ text: some StringProtocol) -> [Version.Number]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard self == .semver ? parts.count == 3 : (1...6).contains(parts.count) else { return nil }
    let numbers = parts.compactMap { number($0) }
    return numbers.count == parts.count ? numbers : nil
  }

  private func number(_ text: some StringProtocol) -> Version.Number? {
    guard Self.isDigits(text), text.utf8.count <= Self.digitLimit,
      self == .lenient || text.utf8.count == 1 || text.utf8.first != 0x30
    else { return nil }
    return Version.Number(text)
  }

  /// One more than any number of so many digits can still be counted.
  private static let digitLimit = 38

  private func identifiers(_ text: some StringProtocol) -> [Version.Identifier]? {
    guard let words = Self.words(text) else { return nil }
    var result: [Version.Identifier] = []
    for word in words {
      if Self.isDigits(word) {
        guard let value = number(word) else { return nil }
        result.append(.number(value))
      } else {
        result.append(.text(word))
      }
    }
    return result
  }

  private static func words(_ text: some StringProtocol) -> [String]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fit = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
    return fit ? parts.map { String($0) } : nil
  }

  private static func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

extension Version: Comparable, Hashable {
  /// Equal in precedence: the build does not count, and missing numbers are zero.
  public static func == (one: Self, other: Self) -> Bool { !(one < other) && !(other < one) }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(Array(numbers.reversed().drop { $0 == 0 }))
    hasher.combine(preRelease)
  }

  /// Precedence of SemVer 2.0.0, clause 11.
  public static func < (one: Self, other: Self) -> Bool {
    for position in 0..<max(one.numbers.count, other.numbers.count) {
      let (mine, theirs) = (one.number(position), other.number(position))
      if mine != theirs { return mine < theirs }
    }
    if one.preRelease.isEmpty || other.preRelease.isEmpty {
      return !one.preRelease.isEmpty && other.preRelease.isEmpty
    }
    return one.preRelease.lexicographicallyPrecedes(other.preRelease)
  }
}

extension Version.Identifier: Comparable {
  public static func < (one: Self, other: Self) -> Bool {
    switch (one, other) {
    case (.number(let mine), .number(let theirs)): mine < theirs
    case (.text(let mine), .text(let theirs)): mine.utf8.lexicographicallyPrecedes(theirs.utf8)
    case (.number, .text): true
    case (.text, .number): false
    }
  }
}

extension Version.Identifier: CustomStringConvertible {
  public var description: String {
    switch self {
    case .number(let value): String(value)
    case .text(let value): value
    }
  }
}

extension Version: CustomStringConvertible {
  public var description: String {
    let core = numbers.map(String.init).joined(separator: ".")
    let pre = preRelease.isEmpty ? "" : "-" + preRelease.map(\.description).joined(separator: ".")
    return core + pre + (build.isEmpty ? "" : "+" + build.joined(separator: "."))
  }
}
