import FoundationEssentials
import Release
import Testing

/// The JSON of `notes` and `next`: a key that has no value is there, and null.
struct HistoryEncodingTests {
  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test func everyKeyOfTheNotesIsThere() throws {
    let notes = ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil, commits: [noted("x", id: 1)],
      rules: CommitRules())
    let expected = """
      {"commits":[{"author":"Ada","authorMail":"ada@example.org","breaking":false,\
      "breakingNote":null,"change":null,"coAuthors":[],"corrected":[],"entries":[],\
      "hidden":null,"id":"\(id(1).hex)","original":null,"pullRequest":null,"reverts":[],\
      "scope":null,"subject":"x","type":null}],"compare":null,"contributors":null,\
      "date":null,"migrations":[],"previous":null,"tag":null,"tickets":[],"version":null}
      """
    #expect(try json(notes) == expected)
  }

  @Test func aReleaseHasItsDay() throws {
    let notes = ReleaseNotes(
      tag: "v1.4.0", version: "1.4.0", date: Day(year: 2026, month: 11, day: 21),
      previous: "v1.3.0", commits: [], rules: CommitRules())
    let expected = """
      {"commits":[],"compare":null,"contributors":null,"date":"2026-11-21","migrations":[],\
      "previous":"v1.3.0","tag":"v1.4.0","tickets":[],"version":"1.4.0"}
      """
    #expect(try json(notes) == expected)
    let days = try JSONDecoder().decode([Day].self, from: Data("[\"2026-11-21\"]".utf8))
    #expect(days.map(\.description) == ["2026-11-21"])
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode([Day].self, from: Data("[\"2026-11-31\"]".utf8))
    }
  }

  @Test func everyKeyOfAProposalIsThere() throws {
    let none = try Situation().proposal(after: nil, [])
    let expected = """
      {"because":[],"bump":"none","current":null,"heldBelow":null,"next":null,"package":"shop",\
      "wanted":null}
      """
    #expect(try json(none) == expected)
    let some = try Situation().proposal(after: "1.0.0", ["feat: x"])
    #expect(try json(some).contains("\"because\":[{\"asks\":\"minor\",\"commit\":\"\(id(1).hex)\""))
  }
}
