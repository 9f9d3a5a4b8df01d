extension CalendarFormat {
  /// Parses a version; nil where `text` is not one. A MICRO at the end may be missing, as in the
  /// first release of a day.
  func version(_ text: some StringProtocol) -> Version? {
    var rest = Array(text.utf8)[...]
    var numbers: [Version.Number] = []
    for (index, token) in tokens.enumerated() {
      if index > 0 {
        guard rest.first == separators[index - 1].asciiValue else {
          guard token == .micro, index == tokens.count - 1 else { return nil }
          break
        }
        rest.removeFirst()
      }
      let digits = rest.prefix(while: isDigit)
      guard let number = token.number(String(decoding: digits, as: UTF8.self)) else { return nil }
      numbers.append(number)
      rest = rest.dropFirst(digits.count)
    }
    guard !rest.isEmpty else { return Version(numbers: numbers, spelling: spelling) }
    guard hasModifier, rest.removeFirst() == UInt8(ascii: "-"),
      let preRelease = Version.identifiers(
        String(decoding: rest, as: UTF8.self), leadingZeros: false)
    else { return nil }
    return Version(numbers: numbers, preRelease: preRelease, spelling: spelling)
  }

  private var spelling: Version.Spelling {
    .init(digits: tokens.map { $0.isPadded ? 2 : 0 }, separators: separators)
  }

  /// The version of a day, with every counter at 0.
  func first(on day: Day) -> Version {
    Version(numbers: tokens.map { number($0, on: day) ?? 0 }, spelling: spelling)
  }

  /// `version` with the date of a day and, after the first number that this changes, every counter
  /// at 0; nil where the day is not later than the version's.
  func moved(_ version: Version, to day: Day) -> (version: Version, from: Int)? {
    let dated = tokens.enumerated().map { number($0.element, on: day) ?? version.number($0.offset) }
    guard let from = tokens.indices.first(where: { dated[$0] != version.number($0) }),
      dated[from] > version.number(from)
    else { return nil }
    let numbers = tokens.indices.map { tokens[$0].unit.isCounter && $0 > from ? 0 : dated[$0] }
    return (Version(numbers: numbers, spelling: spelling), from)
  }

  /// Nil for a counter. The year of a week is that of ISO 8601.
  private func number(_ token: Token, on day: Day) -> Version.Number? {
    let (year, month, dayOfMonth) = day.parts
    let isWeekly = tokens.contains { $0.unit == .week }
    switch token.unit {
    case .year:
      let year = isWeekly ? day.week.year : year
      return Version.Number(clamping: token == .fullYear ? year : year - 2000)
    case .month: return Version.Number(clamping: month)
    case .week: return Version.Number(clamping: day.week.number)
    case .day: return Version.Number(clamping: dayOfMonth)
    case .major, .minor, .micro: return nil
    }
  }
}

extension CalendarFormat.Token {
  /// Parses a number; nil where the token would not write it with these digits.
  fileprivate func number(_ digits: String) -> Version.Number? {
    let width = digits.utf8.count
    let isWritten =
      isPadded
      ? width >= 2 && (width == 2 || !digits.hasPrefix("0")) : Version.leastDigits(digits) == 0
    guard isWritten, let number = Version.number(digits, leadingZeros: isPadded) else { return nil }
    let range: ClosedRange<Version.Number> =
      switch self {
      case .fullYear: 1000...9999
      case .shortYear, .paddedYear: 0...999
      case .month, .paddedMonth: 1...12
      case .week, .paddedWeek: 1...53
      case .day, .paddedDay: 1...31
      case .major, .minor, .micro: 0...(.max)
      }
    return range.contains(number) ? number : nil
  }
}
