/// A point in time: whole seconds since 1970-01-01T00:00:00Z, written in RFC 3339 and UTC.
public struct Instant: Hashable, Sendable {
  public let seconds: Int

  public init(seconds: Int) { self.seconds = seconds }

  /// From `2026-11-21T09:30:00Z`; nil for any other form, an offset included.
  public init?(_ text: some StringProtocol) {
    let characters = Array(text.utf8)
    let form = Array("0000-00-00T00:00:00Z".utf8)
    guard characters.count == form.count else { return nil }
    for (character, expected) in zip(characters, form) {
      let fits =
        expected == UInt8(ascii: "0")
        ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) : character == expected
      guard fits else { return nil }
    }
    func number(_ range: Range<Int>) -> Int {
      range.reduce(0) { $0 * 10 + Int(characters[$1] - UInt8(ascii: "0")) }
    }
    let day = Day(year: number(0..<4), month: number(5..<7), day: number(8..<10))
    let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
    guard let day, hour < 24, minute < 60, second < 60 else { return nil }
    seconds = day.number * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// The calendar day in UTC.
  public var day: Day {
    Day(number: seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1)
  }

  public func adding(seconds count: Int) -> Instant { Instant(seconds: seconds + count) }
}

extension Instant: Comparable {
  public static func < (one: Self, other: Self) -> Bool { one.seconds < other.seconds }
}

extension Instant: CustomStringConvertible {
  public var description: String {
    let day = day
    let rest = seconds - day.number * 86_400
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { padded($0, to: 2) }
    return "\(day)T\(clock.joined(separator: ":"))Z"
  }
}

extension Instant: Codable {
  public init(from decoder: any Decoder) throws {
    self = try parsed(from: decoder, as: "a time like 2026-11-21T09:30:00Z") { Self($0) }
  }

  public func encode(to encoder: any Encoder) throws {
    try description.encode(to: encoder)
  }
}
