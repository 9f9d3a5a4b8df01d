import Release
import Report
import Testing

struct ChangelogTests {
  private let section = "## v1.4.0 — 2026-11-21\n\n### Fixes\n\n- b (0000000000)\n"
  private let keptSection = "## [1.4.0] - 2026-11-21\n\n### Fixed\n\n- b (0000000000)\n"

  private func entry(
    _ body: String = "### Fixes\n\n- b (0000000000)\n", version: String = "1.4.0",
    compare: String? = nil
  ) -> ChangelogEntry {
    ChangelogEntry(
      tag: "v" + version, version: version, date: Day(year: 2026, month: 11, day: 21), body: body,
      compare: compare)
  }

  private func updated(_ existing: String?, with entry: ChangelogEntry? = nil) -> String {
    changelog(prepending: entry ?? self.entry(), to: existing, rules: CommitRules())
  }

  @Test(arguments: [nil, "", "\n \n"])
  func theFirstReleaseMakesTheFileAsKeepAChangelogHasIt(_ existing: String?) {
    let text = updated(existing)
    #expect(text.hasPrefix("# Changelog\n\nAll notable changes"))
    #expect(text.hasSuffix("(https://keepachangelog.com/en/1.1.0/).\n\n" + keptSection))
  }

  @Test func aFileInThatFormGetsItsHeadingsAndItsLink() {
    let start = "# Changelog\n\n## [Unreleased]\n\n"
    let old = "## [1.3.0] - 2026-01-01\n\n### Added\n\n- a\n\n"
    let links = "[1.3.0]: https://x/1.3.0\n"
    let body = "### Other changes\n\n- d\n\n### Database\n\n- c\n\n### Features\n\n- a\n"
    let expected =
      start + "## [1.4.0] - 2026-11-21\n\n### Added\n\n- a\n\n### Changed\n\n- d\n- c\n\n" + old
      + "[1.4.0]: https://x/1.4.0\n" + links
    let text = updated(start + old + links, with: entry(body, compare: "https://x/1.4.0"))
    #expect(text == expected)
    #expect(updated(text, with: entry(body, compare: "https://x/1.4.0")) == expected)
  }

  @Test func theFirstLinkGoesToTheEnd() {
    let text = updated(updated(nil), with: entry(compare: "https://x/1.4.0"))
    #expect(text.hasSuffix(keptSection + "\n[1.4.0]: https://x/1.4.0\n"))
    #expect(updated(text, with: entry(compare: "https://x/1.4.0")) == text)
  }

  @Test(
    arguments: [
      ("# Changelog\n\nText.\n\n", "## 1.3.0 - 2026-01-01\n- a\n\n[1.3.0]: https://x\n"),
      ("# Changelog\n\n## Unreleased\n\n- soon\n\n", "## v1.3.0\n"),
      ("", "## v1.3.0\n\nText   \nwithout an end"),
      ("# Changelog\n\n```\n## 1.0.0\n```\n\n", "## v1.3.0\n"),
      ("# Changelog\n\nText.\n\n", "[x]: https://x\n"),
    ]) func aNewSectionGoesAboveTheLatestAndTheRestStays(before: String, after: String)
  {
    #expect(updated(before + after) == before + section + "\n" + after)
  }

  @Test(arguments: ["# Changelog", "# Changelog\n", "# Changelog\n\n"])
  func aFileWithoutReleasesGetsItsFirst(_ existing: String) {
    #expect(updated(existing) == "# Changelog\n\n" + section)
  }

  @Test(arguments: [
    "## v1.4.0 — 2026-11-20", "## 1.4.0 - 2026-11-20", "## 1.4.0", "## [v1.4.0](x)",
  ])
  func aSectionOfTheSameVersionIsReplaced(_ heading: String) {
    let (before, after) = ("# Changelog\n\n## v1.5.0\n\n- c\n\n", "## v1.3.0\n\n- a\n")
    let existing = before + heading + "\n\n- old\n\n### Old\n\n" + after
    #expect(updated(existing) == before + section + "\n" + after)
  }

  @Test func aVersionThatOnlyStartsAlikeStays() {
    let existing = "# Changelog\n\n## v1.4.0-rc.1\n\n- a\n"
    #expect(updated(existing) == "# Changelog\n\n" + section + "\n## v1.4.0-rc.1\n\n- a\n")
  }

  @Test(
    arguments: [
      "", "# C", "# C\n\n## v1.3.0\n", "# C\n\n## v1.4.0\n\n[a]: b\n", "## Unreleased\n\n- x",
      "text\n",
      "# C\r\n\r\n## v1.3.0\r\n\r\n- a\r\n", "# C\n\n## v1.4.0\n\n\n\n## v1.3.0",
    ]) func doingItTwiceIsDoingItOnce(_ existing: String)
  {
    let once = updated(existing)
    #expect(Array(updated(once).utf8) == Array(once.utf8))
  }

  @Test func theEndsOfLinesStayThoseOfTheFile() {
    let existing = "# C\r\n\r\n## v1.3.0\r\n"
    let windows = section.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    let expected = "# C\r\n\r\n" + windows + "\r\n## v1.3.0\r\n"
    #expect(Array(updated(existing).utf8) == Array(expected.utf8))
  }

  @Test func theSectionsOfTwoReleasesBothStay() {
    let both = updated(updated("# C\n"), with: entry(version: "1.5.0"))
    #expect(both.hasPrefix("# C\n\n## v1.5.0"))
    #expect(both.hasSuffix(section))
  }
}
