import Release
import Testing

struct CalendarVersionTests {
  private func scheme(_ format: String) throws -> Scheme { .calver(try CalendarFormat(format)) }

  /// The examples of calver.org, and some of projects that it names.
  @Test(
    arguments: [
      ("YYYY.0M.MICRO", "2026.01.0"), ("YY.0M", "18.04"), ("YY.0M.MICRO", "18.04.1"),
      ("YY.MM.MICRO", "16.4.0"), ("YYYY.MM", "2016.4"), ("YYYY.0M.0D", "2016.06.19"),
      ("YYYY.0M.0D.MICRO", "2016.06.19.1"), ("YYYY.0M.0D.MICRO", "2016.06.19"),
      ("YY.MINOR.MICRO", "16.4.2"), ("YYYY.MINOR.MICRO", "2017.2.3"), ("0Y.0M", "06.10"),
      ("YY", "6"), ("0Y", "106"), ("YY.WW", "6.53"), ("YYYY.0W.MICRO", "2026.01.12"),
      ("YYYY-0M-0D", "2026-11-21"), ("YYYY_0M.MICRO", "2026_11.3"),
      ("YYYY.0M.MICRO-MODIFIER", "2026.11.0-beta.2"), ("YYYY.0M-MODIFIER", "2026.11-dev"),
      ("MAJOR.YYYY.MM.MICRO", "2.2026.1.0"), ("YYYY.0M.MICRO-MODIFIER", "2026.11.0"),
    ])
  func aVersionIsReadAndWrittenAsItWas(format: String, text: String) throws {
    let version = try #require(scheme(format).version(text))
    #expect(version.description == text)
  }

  @Test(
    arguments: [
      ("YYYY.0M.MICRO", "2026.1.0"), ("YYYY.0M.MICRO", "2026.13.0"), ("YYYY.0M.MICRO", "2026.00.0"),
      ("YYYY.MM.MICRO", "2026.01.0"), ("YYYY.MM.MICRO", "2026.0.0"), ("YYYY.MM.MICRO", "26.1.0"),
      ("YYYY.0M.0D", "2026.11.32"), ("YYYY.0M.0D", "2026.11.1"), ("YYYY.0W", "2026.54"),
      ("YYYY.0M.MICRO", "2026.11.01"), ("YYYY.0M.MICRO", "2026.11.0-beta.1"),
      ("YYYY.0M.MICRO-MODIFIER", "2026.11.0-"), ("YYYY.0M.MICRO-MODIFIER", "2026.11.0-01"),
      ("YYYY.0M.MICRO-MODIFIER", "2026.11.0.beta"), ("YYYY.0M.MICRO", "2026.11.0.1"),
      ("YYYY.0M.MICRO", "2026.11."), ("YYYY.0M.MICRO", "2026"), ("YYYY-0M-0D", "2026.11.21"),
      ("YYYY.0M.MICRO", ""), ("YYYY.0M.MICRO", "2026.11.0+x"), ("YY.MM", "26.١"),
      ("YYYY.0M.MICRO", "02026.11.0"), ("YYYY.0M.MICRO", "2026.011.0"),
    ])
  func aTextOfAnotherFormIsNone(format: String, text: String) throws {
    #expect(try scheme(format).version(text) == nil)
  }

  @Test(
    arguments: [
      ("", "has \"\", which is not one of YYYY YY 0Y MM 0M WW 0W DD 0D MAJOR MINOR MICRO MODIFIER"),
      ("YYYY.M.MICRO", "has \"M\", which is not one of"),
      ("yyyy", "has \"yyyy\", which is not one of"),
      ("YYYY.MIRCO", "did you mean \"MICRO\"?"), ("YYYY..MM", "has \"\", which is not one of"),
      ("MAJOR.MINOR", "has no year"), ("0M.MICRO", "has no year"),
      ("YYYY.DD", "has a day without a month"), ("YYYY.YY", "has the year twice"),
      ("YYYY.MM.0M", "has the month twice"), ("YYYY.MICRO.MICRO", "has the micro twice"),
      ("YYYY.MM.WW", "has a week together with a month or a day"),
      ("MM.YYYY", "has the month before the year: later versions would not be higher"),
      ("YYYY.MICRO.MINOR", "has the micro before the minor"),
      ("YYYY.MODIFIER", "may have MODIFIER only at its end, after a -"),
      ("MODIFIER-YYYY", "may have MODIFIER only at its end"),
      ("YYYY/MM", "has \"YYYY/MM\", which is not one of"), ("YYYY.0M\u{202e}", "\\u{202E}"),
      (String(repeating: "YYYY.", count: 30), "is longer than 100 bytes"),
    ])
  func aFormatThatCannotWorkIsRefused(format: String, why: String) {
    let problem = #expect(throws: Problem.self) { try CalendarFormat(format) }
    #expect(problem?.message.contains(why) == true, "\(problem?.message ?? "")")
  }

  /// On 2026-11-21, a Saturday of the 47th week.
  @Test(
    arguments: [
      ("YYYY.0M.MICRO", "2026.10.3", "feat!: a", "2026.11.0"),
      ("YYYY.0M.MICRO", "2026.11.0", "feat!: a", "2026.11.1"),
      ("YYYY.0M.MICRO", "2026.11.9", "fix: a", "2026.11.10"),
      ("YYYY.0M.MICRO", "2026.12.3", "fix: a", "2026.12.4"),
      ("YYYY.0M.MICRO", "2027.01.0", "fix: a", "2027.01.1"),
      ("YYYY.0M.0D", "2026.11.20", "fix: a", "2026.11.21"),
      ("YYYY.0M.0D.MICRO", "2026.11.20.4", "fix: a", "2026.11.21.0"),
      ("YYYY.0M.0D.MICRO", "2026.11.21", "fix: a", "2026.11.21.1"),
      ("YYYY-0M-0D", "2025-12-31", "fix: a", "2026-11-21"),
      ("YY.MINOR.MICRO", "26.4.2", "fix: a", "26.4.3"),
      ("YY.MINOR.MICRO", "26.4.2", "feat: a", "26.5.0"),
      ("YY.MINOR.MICRO", "26.4.2", "feat!: a", "26.5.0"),
      ("YY.MINOR.MICRO", "25.4.2", "feat: a", "26.0.0"),
      ("YYYY.MINOR", "2026.4", "fix: a", "2026.5"),
      ("MAJOR.YYYY.MICRO", "1.2026.4", "fix: a", "1.2026.5"),
      ("MAJOR.YYYY.MICRO", "1.2026.4", "feat!: a", "2.2026.0"),
      ("MAJOR.YYYY.MICRO", "1.2025.4", "fix: a", "1.2026.0"),
      ("MAJOR.YYYY.MICRO", "1.2025.4", "feat!: a", "2.2026.0"),
      ("MAJOR.YYYY", "1.2025", "fix: a", "1.2026"), ("MAJOR.YYYY", "1.2026", "fix: a", "2.2026"),
      ("YYYY.MAJOR.MINOR.MICRO", "2026.1.2.3", "feat!: a", "2026.2.0.0"),
      ("YYYY.0W.MICRO", "2026.46.1", "fix: a", "2026.47.0"), ("YY.WW", "26.9", "fix: a", "26.47"),
      ("0Y.MM.MICRO", "09.12.1", "fix: a", "26.11.0"),
    ])
  func theCalendarIsTodaysAndCountersStartAnew(
    format: String, current: String, message: String, next: String
  ) throws {
    var situation = Situation()
    situation.line.scheme = try scheme(format)
    #expect(try situation.next(after: current, message) == next)
  }

  /// What bumpver 2026.1132 gives for the same day and the same part.
  @Test(
    arguments: [
      ("YYYY.0M.MICRO", "2026.12.10", Bump.patch, "2026-12-10", "2026.12.11"),
      ("YYYY.0M.MICRO", "2026.10.3", .patch, "2026-11-21", "2026.11.0"),
      ("YYYY.MINOR.MICRO", "2027.2.10", .minor, "2027-01-20", "2027.3.0"),
      ("YYYY.MINOR.MICRO", "2026.10.9", .patch, "2026-04-16", "2026.10.10"),
      ("MAJOR.YYYY.MICRO", "1.2024.10", .major, "2024-10-09", "2.2024.0"),
      ("MAJOR.YYYY.MICRO", "2.2026.0", .patch, "2026-02-25", "2.2026.1"),
      ("MAJOR.MINOR.YY.MICRO", "9.9.24.2", .minor, "2024-04-08", "9.10.24.0"),
      ("MAJOR.MINOR.YY.MICRO", "9.9.25.9", .major, "2025-12-10", "10.0.25.0"),
      ("YYYY.0W.MICRO", "2025.16.10", .patch, "2025-03-11", "2025.16.11"),
      ("0Y.0M.0D.MICRO", "25.01.17.0", .patch, "2024-12-08", "25.01.17.1"),
      ("YY.0M.MINOR.MICRO", "26.10.2.9", .patch, "2026-10-05", "26.10.2.10"),
      ("YYYY.MM.DD.MICRO", "2025.10.25.1", .patch, "2026-05-13", "2026.5.13.0"),
    ])
  func theNextVersionIsThatOfBumpver(
    format: String, current: String, bump: Bump, day: String, next: String
  ) throws {
    let version = try #require(scheme(format).version(current))
    let today = try #require(Instant(day + "T00:00:00Z")).day
    #expect(try scheme(format).bumped(version, by: bump, today: today)?.description == next)
  }

  @Test(
    arguments: [
      ("2026.11.0", "fix: a", "beta", "2026.11.1-beta.1"),
      ("2026.10.2", "fix: a", "beta", "2026.11.0-beta.1"),
      ("2026.11.0-beta.1", "feat!: a", "beta", "2026.11.0-beta.2"),
      ("2026.11.0-beta.1", "fix: a", "rc", "2026.11.0-rc.1"),
      ("2026.10.0-beta.1", "fix: a", "beta", "2026.11.0-beta.1"),
      ("2026.11.0-beta.1", "fix: a", nil, "2026.11.0"),
      ("2026.10.0-beta.1", "fix: a", nil, "2026.11.0"),
    ] as [(String, String, String?, String)])
  func aModifierIsAPreRelease(
    current: String, message: String, channel: String?, next: String
  ) throws {
    var situation = Situation(channel: try channel.map { try Channel($0) })
    situation.line.scheme = try scheme("YYYY.0M.MICRO-MODIFIER")
    #expect(try situation.next(after: current, message) == next)
  }

  @Test func aFormatWithoutAModifierHasNoPreReleases() throws {
    var situation = Situation(channel: try Channel("beta"))
    situation.line.scheme = try scheme("YYYY.0M.MICRO")
    #expect(throws: Problem.self) { try situation.next(after: "2026.11.0", "fix: a") }
  }

  @Test func aSecondReleaseOfADayNeedsACounter() throws {
    var situation = Situation()
    situation.line.scheme = try scheme("YYYY.0M.0D")
    let problem = #expect(throws: Problem.self) {
      try situation.next(after: "2026.11.21", "fix: a")
    }
    #expect(problem?.kind == .refused)
    #expect(problem?.message.contains("has no MICRO") == true)
    #expect(problem?.hint != nil)
    #expect(try situation.next(after: "2026.11.21") == nil)
  }

  @Test func aMaintenanceLineKeepsItsCalendar() throws {
    var situation = Situation(elsewhere: ["2026.11.0"])
    situation.line.scheme = try scheme("YYYY.0M.MICRO")
    let proposal = try situation.proposal(after: "2026.10.2", ["fix: a"])
    #expect(proposal.next?.description == "2026.10.3")
    #expect(proposal.heldBelow == "v2026.11.0")
  }

  @Test func theFirstVersionIsTheDays() throws {
    var situation = Situation()
    for (format, first) in [("YYYY.0M.MICRO", "2026.11.0"), ("0Y.WW", "26.47")] {
      situation.line.scheme = try scheme(format)
      #expect(try situation.next(after: nil, "fix: a") == first)
    }
  }

  /// As `date +%G-%V` has them.
  @Test(
    arguments: [
      (2026, 1, 1, 2026, 1), (2027, 1, 1, 2026, 53), (2027, 1, 4, 2027, 1), (2024, 12, 30, 2025, 1),
      (2021, 1, 3, 2020, 53), (2021, 1, 4, 2021, 1), (2026, 11, 21, 2026, 47),
      (2026, 11, 23, 2026, 48), (1969, 12, 29, 1970, 1), (1969, 12, 28, 1969, 52),
      (2000, 1, 1, 1999, 52),
    ])
  func aWeekIsThatOfISO8601(year: Int, month: Int, day: Int, weekYear: Int, week: Int) throws {
    let day = try #require(Day(year: year, month: month, day: day))
    #expect(day.week == (weekYear, week))
  }

  @Test(arguments: 0..<20) func versionsGrowWithTheDays(seed: Int) throws {
    var random = Seeded(seed)
    let formats = [
      "YYYY.0M.MICRO", "YY.MM.MICRO", "YYYY.0W.MICRO", "YYYY-0M-0D.MICRO", "MAJOR.YY.MINOR.MICRO",
      "YYYY.MINOR.MM.MICRO", "0Y.MICRO",
    ]
    for format in formats {
      var situation = Situation()
      situation.line.scheme = try scheme(format)
      var current: String?
      for _ in 0..<40 {
        let message = ["fix: a", "feat: a", "feat!: a"].randomElement(using: &random) ?? ""
        let next = try #require(try situation.next(after: current, message))
        let version = try #require(situation.line.scheme.version(next))
        if let current {
          #expect(situation.line.scheme.version(current).map { $0 < version } == true)
        }
        current = next
        situation.today = Day(number: situation.today.number + .random(in: 0...9, using: &random))
      }
    }
  }
}
