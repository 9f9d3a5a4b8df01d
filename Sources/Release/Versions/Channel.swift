/// A line of pre-releases, such as the `beta` of 1.4.0-beta.2.
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

  /// The pre-release of `core` that comes after `current`; one that is written `rc1` is followed by
  /// `rc2`.
  ///
  /// - Throws: `.refused` when it would be lower than what is there.
  func version(of core: Version, after current: Version?) throws(Problem) -> Version {
    let earlier = current.flatMap { $0.core == core ? $0.preRelease : nil } ?? []
    let next = Version(
      numbers: core.numbers, preRelease: following(earlier), spelling: core.spelling)
    if let current, next <= current {
      throw Problem(
        .refused, "\(next) would be lower than \(current), which is there already",
        hint: "relman next")
    }
    return next
  }

  /// Whether a pre-release is of this channel.
  func holds(_ version: Version) -> Bool {
    guard case .text(let word) = version.preRelease.first else { return false }
    return word == name || numberGlued(to: word) != nil
  }

  private func following(_ earlier: [Version.Identifier]) -> [Version.Identifier] {
    if earlier.count > 1, earlier[0] == .text(name), case .number(let last, _) = earlier[1] {
      return [.text(name), .number(last + 1)]
    }
    if earlier.count == 1, case .text(let word) = earlier[0], let last = numberGlued(to: word) {
      let width = Version.leastDigits(word.dropFirst(name.count))
      return [.text(name + padded(last + 1, to: width))]
    }
    return [.text(name), .number(1)]
  }

  /// The 1 of `rc1`.
  private func numberGlued(to word: String) -> Version.Number? {
    guard word.hasPrefix(name) else { return nil }
    return Version.number(word.dropFirst(name.count), leadingZeros: true)
  }
}
