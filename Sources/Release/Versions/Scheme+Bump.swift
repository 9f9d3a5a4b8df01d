extension Scheme {
  /// The final version that comes after `current`, for a change that requires `bump`.
  ///
  /// A pre-release that was bumped far enough already becomes final.
  ///
  /// - Parameter today: the day of a calendar version; nil keeps the date of `current`.
  /// - Returns: nil where the scheme has no number to bump.
  public func bumped(_ current: Version, by bump: Bump, today: Day? = nil) -> Version? {
    let position = position(of: bump)
    if let moved = today.flatMap({ moved(current, to: $0) }) {
      guard let position, position < moved.from else { return moved.version }
      return bumped(moved.version, at: position)
    }
    if current.isPreRelease, position.map({ isZero(current, after: $0) }) ?? true {
      return current.core
    }
    guard bump > .none else { return current }
    return (position ?? counters.last).map { bumped(current, at: $0) }
  }

  /// The version of the first release.
  func first(on day: Day) -> Version {
    if case .calver(let format) = self { return format.first(on: day) }
    return Version(0, 1, 0)
  }

  private func moved(_ version: Version, to day: Day) -> (version: Version, from: Int)? {
    guard case .calver(let format) = self else { return nil }
    return format.moved(version, to: day)
  }

  /// The position of the number that `bump` increments or, where a calendar format does not have
  /// it, of the next less significant one; nil where it has neither.
  private func position(of bump: Bump) -> Int? {
    let units: [CalendarFormat.Unit] =
      switch bump {
      case .major: [.major, .minor, .micro]
      case .minor: [.minor, .micro]
      case .patch: [.micro]
      case .none: []
      }
    guard let unit = units.first else { return nil }
    guard case .calver(let format) = self else {
      return unit.rawValue - CalendarFormat.Unit.major.rawValue
    }
    return units.lazy.compactMap { unit in format.tokens.firstIndex { $0.unit == unit } }.first
  }

  /// The positions of the numbers that do not come from the date.
  private var counters: [Int] {
    guard case .calver(let format) = self else { return Array(0..<6) }
    return format.tokens.indices.filter { format.tokens[$0].unit.isCounter }
  }

  private func isZero(_ version: Version, after position: Int) -> Bool {
    counters.allSatisfy { $0 <= position || version.number($0) == 0 }
  }

  private func bumped(_ version: Version, at position: Int) -> Version {
    var numbers = version.numbers
    while numbers.count <= position { numbers.append(0) }
    numbers[position] += 1
    for counter in counters where counter > position && counter < numbers.count {
      numbers[counter] = 0
    }
    return Version(numbers: numbers, spelling: version.spelling)
  }
}
