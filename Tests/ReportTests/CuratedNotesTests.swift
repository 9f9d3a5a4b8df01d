import Release
import Report
import Testing

/// What a person did to the notes outlives every regeneration.
struct CuratedNotesTests {
  private let first = """
    ## v1.4.0 — 2026-11-21

    ### Features

    - discounts (2000000000)
    - vouchers (1000000000)

    ### Fixes

    - a crash (3000000000)

      when it is full

    """

  private func edited(_ text: String, _ old: String, _ new: String) -> String {
    let range = text.firstRange(of: old)
    return range.map { text[..<$0.lowerBound] + new + text[$0.upperBound...] } ?? text
  }

  private func shown(_ text: String) -> String { CuratedNotes.withoutRecord(text) }

  @Test func freshNotesAreTheGeneratedOnesAndARecord() {
    let text = CuratedNotes.fresh(first)
    #expect(shown(text) == first)
    #expect(text.hasSuffix("-->\n"))
    #expect(CuratedNotes(text).regenerated(as: first) == text)
    #expect(CuratedNotes(text).body.hasPrefix("### Features\n\n- discounts"))
  }

  @Test func whatNobodyTouchedIsMadeAnew() {
    let second = edited(edited(first, "a crash", "a rare crash"), "- vouchers (1000000000)\n", "")
    #expect(shown(CuratedNotes(CuratedNotes.fresh(first)).regenerated(as: second)) == second)
  }

  @Test func newItemsComeWhereTheyBelongAndMakeTheirSection() {
    let second = """
      ## v1.4.0 — 2026-11-22

      ### Breaking changes

      - old clients (5000000000)

      ### Features

      - gifts (4000000000)
      - discounts (2000000000)
      - vouchers (1000000000)

      ### Fixes

      - a crash (3000000000)

        when it is full

      ### Performance

      - faster (6000000000)

      """
    let text = shown(CuratedNotes(CuratedNotes.fresh(first)).regenerated(as: second))
    #expect(text == edited(second, "11-22", "11-21"))
  }

  @Test func whatAPersonDidStays() {
    var text = CuratedNotes.fresh(first)
    text = edited(text, "- discounts (", "- **Discounts** for everybody (")
    text = edited(text, "- vouchers (1000000000)\n", "")
    text = edited(
      text, "### Features\n", "We are proud of this one.\n\n### New\n\n- our own words\n")
    let second = edited(edited(first, "discounts (", "rebates ("), "vouchers", "coupons")
    let result = shown(CuratedNotes(text).regenerated(as: second))
    #expect(result.contains("- **Discounts** for everybody (2000000000)\n"))
    #expect(result.contains("We are proud of this one.\n\n### New\n\n- our own words\n"))
    #expect(!result.contains("1000000000"))
    #expect(!result.contains("rebates"))
  }

  @Test func withoutItsRecordAllOfItIsAPersons() {
    let second = edited(first, "a crash (3000000000)", "a new one (7000000000)")
    let result = shown(CuratedNotes(first).regenerated(as: second))
    #expect(result.contains("- a crash (3000000000)"))
    #expect(result.contains("- a new one (7000000000)"))
  }

  @Test func nothingToAnnounceGoesWhenThereIsSomething() {
    let nothing = "## v1.4.0 — 2026-11-21\n\nNothing to announce (2 commits).\n"
    let result = CuratedNotes(CuratedNotes.fresh(nothing)).regenerated(as: first)
    #expect(shown(result).contains("Nothing to announce") == false)
    #expect(shown(result).contains("- a crash (3000000000)"))
  }

  @Test func theEndsOfLinesStay() {
    let text = CuratedNotes.fresh(first).split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    let result = CuratedNotes(text).regenerated(as: first)
    #expect(Array(result.utf8) == Array(text.utf8))
  }

  /// Random lists, edited at random: each edit is there afterwards, doing it twice is doing it
  /// once, and without an edit the result is what a fresh start gives.
  @Test(arguments: 0..<200) func editsSurvive(seed: Int) {
    var random = Draw(seed)
    let (one, two) = (generated(&random), generated(&random))
    let untouched = CuratedNotes(CuratedNotes.fresh(one)).regenerated(as: two)
    #expect(
      Set(untouched.split(separator: "\n")) == Set(CuratedNotes.fresh(two).split(separator: "\n")))
    var lines = CuratedNotes.fresh(one).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let items = lines.indices.filter { lines[$0].hasPrefix("- ") }
    guard let touched = items.randomElement(using: &random),
      let deleted = items.randomElement(using: &random), touched != deleted
    else { return }
    lines[touched] = "- in our words" + lines[touched].dropFirst("- item".count)
    let gone = lines[deleted]
    lines.remove(at: deleted)
    lines.insert("Thanks to all.", at: 1)
    let result = CuratedNotes(lines.joined(separator: "\n")).regenerated(as: two)
    #expect(result.contains("- in our words"))
    #expect(result.contains("Thanks to all."))
    #expect(!CuratedNotes.withoutRecord(result).contains(gone))
    #expect(CuratedNotes(result).regenerated(as: two) == result)
  }

  private func generated(_ random: inout Draw) -> String {
    var text = "## v1.4.0\n"
    for heading in ["Features", "Fixes", "Other changes"] {
      let items = (0..<6).filter { _ in Bool.random(using: &random) }
      if items.isEmpty { continue }
      text += "\n### \(heading)\n\n"
      for item in items {
        let id = String(1_000_000_000 + item * 7 + heading.utf8.count)
        text += "- item \(item) of \(heading) (\(id))\n"
      }
    }
    return text
  }
}

/// Random numbers that are the same in every run (SplitMix64).
private struct Draw: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
