/// The format of calendar versions, in the terms of calver.org: `YYYY.0M.MICRO-MODIFIER`.
public struct CalendarFormat: Hashable, Sendable {
  public let tokens: [Token]
  /// The characters between the tokens.
  let separators: [Character]
  /// Whether a version may have a pre-release, which calver.org calls a modifier.
  public let hasModifier: Bool

  /// A number of a version, and how it is written.
  public enum Token: String, Hashable, Sendable, CaseIterable {
    case fullYear = "YYYY"
    case shortYear = "YY"
    case paddedYear = "0Y"
    case month = "MM"
    case paddedMonth = "0M"
    case week = "WW"
    case paddedWeek = "0W"
    case day = "DD"
    case paddedDay = "0D"
    case major = "MAJOR"
    case minor = "MINOR"
    case micro = "MICRO"

    /// What it counts.
    var unit: Unit {
      switch self {
      case .fullYear, .shortYear, .paddedYear: .year
      case .month, .paddedMonth: .month
      case .week, .paddedWeek: .week
      case .day, .paddedDay: .day
      case .major: .major
      case .minor: .minor
      case .micro: .micro
      }
    }

    var isPadded: Bool { rawValue.utf8.first == UInt8(ascii: "0") }
  }

  /// The most significant first, counters after the date.
  enum Unit: Int, Hashable, Sendable {
    case year, month, week, day, major, minor, micro

    var isCounter: Bool { rawValue >= Unit.major.rawValue }
  }

  static let modifier = "MODIFIER"

  /// Parses a format.
  ///
  /// - Throws: `.configuration` for an unknown token, and for an order of tokens in which later
  ///   versions would not be higher.
  public init(_ text: some StringProtocol) throws(Problem) {
    guard text.utf8.count <= 100 else { throw Self.wrong(text, "is longer than 100 bytes") }
    var words = [""]
    var separators: [Character] = []
    for character in text {
      if "._-".contains(character) {
        separators.append(character)
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    hasModifier = words.last == Self.modifier && separators.last == "-"
    if hasModifier {
      words.removeLast()
      separators.removeLast()
    }
    var tokens: [Token] = []
    for word in words { tokens.append(try Self.token(word, of: text)) }
    self.tokens = tokens
    self.separators = separators
    if let why = Self.whyUseless(tokens.map(\.unit)) { throw Self.wrong(text, why) }
  }

  private static func token(
    _ word: String, of text: some StringProtocol
  ) throws(Problem) -> Token {
    if let token = Token(rawValue: word) { return token }
    guard word != modifier else {
      throw wrong(text, "may have MODIFIER only at its end, after a -")
    }
    let known = Token.allCases.map(\.rawValue) + [modifier]
    throw wrong(
      text,
      "has \(quoted(word)), which is not one of \(known.joined(separator: " "))"
        + suggestion(for: word, among: known))
  }

  /// Why later versions would not be higher in this format; nil where they are.
  private static func whyUseless(_ units: [Unit]) -> String? {
    let calendar = units.filter { !$0.isCounter }
    for unit in units where units.count(where: { $0 == unit }) > 1 {
      return "has the \(unit) twice"
    }
    guard calendar.contains(.year) else {
      return "has no year: begin with YYYY, YY or 0Y"
    }
    if calendar.contains(.day), !calendar.contains(.month) { return "has a day without a month" }
    if calendar.contains(.week), calendar.count > 2 {
      return "has a week together with a month or a day: weeks count from the start of the year"
    }
    let counters = units.filter(\.isCounter)
    for list in [calendar, counters] {
      for (one, other) in zip(list, list.dropFirst()) where one.rawValue > other.rawValue {
        return "has the \(one) before the \(other): later versions would not be higher"
      }
    }
    return nil
  }

  private static func wrong(_ text: some StringProtocol, _ why: String) -> Problem {
    Problem(.configuration, "the calendar format \(quoted(text)) \(why)")
  }
}

extension CalendarFormat: CustomStringConvertible {
  public var description: String {
    var text = ""
    for (index, token) in tokens.enumerated() {
      if index > 0 { text.append(separators[index - 1]) }
      text += token.rawValue
    }
    return text + (hasModifier ? "-" + Self.modifier : "")
  }
}
