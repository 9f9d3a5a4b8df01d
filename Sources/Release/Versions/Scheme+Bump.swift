extension Scheme {
  /// The final version that comes after `current`, for a change that asks for `bump`.
  ///
  /// A pre-release that was raised far enough already becomes final.
  ///
  /// - Parameter today: the day that a calendar version takes; nil keeps the calendar of `current`.
  /// - Returns: nil when the scheme has no number to raise.
  public func bumped(_ current: Version, by bump: Bump, today: Day? = nil) -> Version? {
    let asked = place(of: bump)
    if let moved = today.flatMap({ moved(current, to: $0) }) {
      guard let asked, asked < moved.from else { return moved.version }
      return bumped(moved.version, at: asked)
    }
    if current.isPreRelease, asked.map({ isZero(current, behind: $0) }) ?? true {
      return current.core
    }
    guard bump > .none else { return current }
    return (asked ?? counters.last).map { bumped(current, at: $0) }
  }

  /// The version of a line that has no release yet.
  func first(on day: Day) -> Version {
    if case .calver(let format) = self { return format.first(on: day) }
    return Version(0, 1, 0)
  }

  private func moved(_ version: Version, to day: Day) -> (version: Version, from: Int)? {
    guard case .calver(let format) = self else { return nil }
    return format.moved(version, to: day)
  }

  /// Where the number stands that `bump` raises, or the next lower one where a calendar format has
  /// none of its own; nil when it has neither.
  private func place(of bump: Bump) -> Int? {
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

  /// The places of the numbers that are no calendar.
  private var counters: [Int] {
    guard case .calver(let format) = self else { return Array(0..<6) }
    return format.tokens.indices.filter { format.tokens[$0].unit.isCounter }
  }

  private func isZero(_ version: Version, behind place: Int) -> Bool {
    counters.allSatisfy { $0 <= place || version.number($0) == 0 }
  }

  private func bumped(_ version: Version, at place: Int) -> Version {
    var numbers = version.numbers
    while numbers.count <= place { numbers.append(0) }
    numbers[place] += 1
    for counter in counters where counter > place && counter < numbers.count {
      numbers[counter] = 0
    }
    return Version(numbers: numbers, spelling: version.spelling)
  }
}
