import Release
import Testing

/// Days and instants, against dates that are known and against a calendar counted day by day.
struct DayTests {
  @Test(
    arguments: [
      (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
      (2026, 11, 21, 20_778), (1600, 1, 1, -135_140), (0, 1, 1, -719_528),
      (9999, 12, 31, 2_932_896),
    ]) func aKnownDateHasItsNumber(year: Int, month: Int, day: Int, number: Int)
  {
    #expect(Day(year: year, month: month, day: day)?.number == number)
    #expect(Day(number: number).parts == (year, month, day))
  }

  @Test func everyDayOfFourCenturiesFollowsTheOneBefore() {
    var number = -135_140
    for year in 1600..<2001 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in lengths.enumerated() {
        for day in 1...length {
          #expect(Day(year: year, month: month + 1, day: day)?.number == number)
          #expect(Day(number: number).parts == (year, month + 1, day))
          number += 1
        }
        #expect(Day(year: year, month: month + 1, day: length + 1) == nil)
      }
    }
  }

  @Test(arguments: [(2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 2, 29), (1900, 2, 29)])
  func aDayThatIsNotInTheCalendarIsNone(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2001-09-09T01:46:40Z", 1_000_000_000),
      ("2038-01-19T03:14:08Z", 2_147_483_648), ("1969-12-31T23:59:59Z", -1),
      ("2026-11-21T09:30:00Z", 1_795_253_400),
    ]) func aKnownInstantIsReadAndWritten(text: String, seconds: Int)
  {
    #expect(Instant(text)?.seconds == seconds)
    #expect(Instant(seconds: seconds).description == text)
  }

  @Test(
    arguments: [
      "", "2026-11-21", "2026-11-21 09:30:00Z", "2026-11-21T09:30:00", "2026-11-21T09:30:00z",
      "2026-11-21T09:30:00+00:00", "2026-11-31T09:30:00Z", "2026-11-21T24:00:00Z",
      "2026-11-21T09:60:00Z", "2026-11-21T09:30:60Z", "2026-11-21T09:30:0१Z",
      "+026-11-21T09:30:00Z",
    ]) func anyOtherFormOfATimeIsRefused(_ text: String)
  {
    #expect(Instant(text) == nil)
  }

  @Test(arguments: [-86_401, -86_400, -1, 0, 86_399, 86_400])
  func anInstantIsInTheDayThatHoldsIt(seconds: Int) {
    let day = Instant(seconds: seconds).day
    #expect((day.number * 86_400..<(day.number + 1) * 86_400).contains(seconds))
  }
}
