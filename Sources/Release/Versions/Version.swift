/// A version: numbers, and optionally a pre-release and a build (Semantic Versioning 2.0.0).
public struct Version: Sendable {
  /// Wide enough for the numbers of 23 digits among the specification's valid examples.
  public typealias Number = UInt128

  /// At least one; three for SemVer.
  public let numbers: [Number]
  public let preRelease: [Identifier]
  /// Ignored in precedence.
  public let build: [String]
  /// Ignored in precedence.
  public let spelling: Spelling

  /// How the numbers are written, so that a version prints as its tag has it: `1.04`.
  public struct Spelling: Hashable, Sendable {
    /// The minimum number of digits of each number; numbers past the end are not padded.
    public var digits: [Int]
    /// The characters between the numbers; `.` past the end.
    public var separators: [Character]

    public init(digits: [Int] = [], separators: [Character] = []) {
      self.digits = digits
      self.separators = separators
    }
  }

  public init(_ numbers: Number..., preRelease: [Identifier] = [], build: [String] = []) {
    self.init(numbers: numbers, preRelease: preRelease, build: build)
  }

  public init(
    numbers: [Number], preRelease: [Identifier] = [], build: [String] = [],
    spelling: Spelling = Spelling()
  ) {
    self.numbers = numbers
    self.preRelease = preRelease
    self.build = build
    self.spelling = spelling
  }

  public var isPreRelease: Bool { !preRelease.isEmpty }

  /// Its numbers alone: the final version of a pre-release.
  public var core: Version { Version(numbers: numbers, spelling: spelling) }

  public func number(_ position: Int) -> Number {
    position < numbers.count ? numbers[position] : 0
  }
}

extension Version: Comparable, Hashable {
  /// Equal in precedence: the build is ignored, and missing numbers are zero.
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

extension Version: CustomStringConvertible {
  public var description: String {
    var text = ""
    for (index, number) in numbers.enumerated() {
      if index > 0 {
        let isSpelled = index <= spelling.separators.count
        text.append(isSpelled ? spelling.separators[index - 1] : ".")
      }
      text += padded(number, to: index < spelling.digits.count ? spelling.digits[index] : 0)
    }
    if isPreRelease { text += "-" + preRelease.map(\.description).joined(separator: ".") }
    return text + (build.isEmpty ? "" : "+" + build.joined(separator: "."))
  }
}
