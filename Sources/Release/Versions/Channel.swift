/// A series of pre-releases, such as the `beta` of 1.4.0-beta.2.
public struct Channel: Hashable, Sendable {
  public let name: String

  /// - Throws: `.usage` unless the name is 1 to 30 letters, digits and hyphens, a letter first.
  public init(_ name: some StringProtocol) throws(Problem) {
    guard let first = name.utf8.first, isAlphanumeric(first), !isDigit(first),
      name.utf8.count <= 30, Version.words(name)?.count == 1
    else {
      throw Problem(
        .usage,
        "\(quoted(name)) cannot name a pre-release: 1 to 30 letters, digits and -, a letter first",
        hint: "relman next --pre beta")
    }
    self.name = String(name)
  }

  /// The pre-release of `core` that comes after `current`.
  ///
  /// - Throws: `.refused` where it would be no higher than `current`.
  func version(of core: Version, after current: Version?) throws(Problem) -> Version {
    var number: Version.Number = 1
    if let current, current.preRelease.first == .text(name), current.core == core,
      current.preRelease.count > 1, case .number(let last, _) = current.preRelease[1]
    {
      number = last + 1
    }
    let next = Version(
      numbers: core.numbers, preRelease: [.text(name), .number(number)], spelling: core.spelling)
    if let current, next <= current {
      throw Problem(
        .refused, "\(next) would be lower than \(current), which already exists",
        hint: "relman next")
    }
    return next
  }
}
