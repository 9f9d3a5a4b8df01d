/// Which texts are versions, and what their numbers mean.
public enum Scheme: Hashable, Sendable {
  /// Semantic Versioning 2.0.0, to the letter.
  case semver
  /// Calendar versions.
  case calver(CalendarFormat)
  /// One to six numbers, leading zeros allowed; for repositories without configuration.
  case lenient

  /// Parses a version; nil where `text` is not one.
  public func version(_ text: some StringProtocol) -> Version? {
    guard text.utf8.count <= 255, let first = text.utf8.first, isDigit(first) else { return nil }
    if let numbers = plainNumbers(text) { return Version(numbers: numbers) }
    if case .calver(let format) = self { return format.version(text) }
    let buildParts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    guard let before = buildParts.first else { return nil }
    let preParts = before.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let core = preParts.first.flatMap({ self.core($0) }) else { return nil }
    let zeros = self == .lenient
    guard
      let preRelease = preParts.count > 1
        ? Version.identifiers(preParts[1], leadingZeros: zeros) : [],
      let build = buildParts.count > 1 ? Version.words(buildParts[1]) : []
    else { return nil }
    return Version(
      numbers: core.numbers, preRelease: preRelease, build: build, spelling: core.spelling)
  }

  /// The numbers of a version that has three numbers and nothing else, which is the most common
  /// form, parsed in one pass; nil for any other.
  private func plainNumbers(_ text: some StringProtocol) -> [Version.Number]? {
    guard self == .semver || self == .lenient else { return nil }
    var numbers: [Version.Number] = []
    numbers.reserveCapacity(3)
    var (value, digits): (UInt64, Int) = (0, 0)
    for byte in text.utf8 {
      if isDigit(byte), digits < 18, digits == 0 || value > 0 {
        value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
        digits += 1
      } else if byte == UInt8(ascii: "."), digits > 0, numbers.count < 2 {
        numbers.append(Version.Number(value))
        (value, digits) = (0, 0)
      } else {
        return nil
      }
    }
    guard digits > 0, numbers.count == 2 else { return nil }
    numbers.append(Version.Number(value))
    return numbers
  }

  private func core(_ text: some StringProtocol) -> Version? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard self == .semver ? parts.count == 3 : (1...6).contains(parts.count) else { return nil }
    let numbers = parts.compactMap { Version.number($0, leadingZeros: self == .lenient) }
    guard numbers.count == parts.count else { return nil }
    return Version(numbers: numbers, spelling: .init(digits: parts.map { Version.leastDigits($0) }))
  }
}

extension Scheme: CustomStringConvertible {
  /// As the configuration spells it.
  public var description: String {
    switch self {
    case .semver: "semver"
    case .calver(let format): "calver(\"\(format)\")"
    case .lenient: "lenient"
    }
  }
}
