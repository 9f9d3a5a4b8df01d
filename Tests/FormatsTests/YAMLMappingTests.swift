import Release
import Testing

@testable import Formats

@Suite struct YAMLMappingTests {
  private enum Colour: String, CaseIterable {
    case red, green
  }

  /// Reads a mapping of every kind of value.
  private func read(_ text: String) throws(Problem) -> String {
    var mapping = try YAMLMapping(YAMLNode(text: text), "a sample")
    let path = try mapping.required("path").line()
    let count = try mapping.optional("count")?.integer(in: 1...9)
    let colour = try mapping.optional("colour")?.choice(Colour.self, later: ["blue"])
    let names = try mapping.optional("names")?.names()
    try mapping.refuse("windows", because: "is not supported yet")
    try mapping.end()
    return "\(path) \(count ?? 0) \(colour?.rawValue ?? "-") \(names ?? [])"
  }

  @Test(arguments: [
    ("path: a", "a 0 - []"),
    ("path: true\ncount: 9\ncolour: green\nnames: [x, y]", "true 9 green [\"x\", \"y\"]"),
    ("path: 0123\ncount:\ncolour: ~\nnames: null", "0123 0 - []"),
    ("path: \"null\"", "null 0 - []"),
  ])
  func valuesAreTypedByWhoReadsThem(text: String, values: String) throws {
    #expect(try read(text) == values)
  }

  @Test(arguments: [
    ("pathes: a", "1:1: unknown key \"pathes\"; did you mean \"path\"?"),
    ("path: a\nncount: 2", "2:1: unknown key \"ncount\"; did you mean \"count\"?"),
    ("path: a\nfurther: 2", "2:1: unknown key \"further\""),
    ("path: a\n\"\\u202e\": 2", "2:1: unknown key \"\\u{202E}\""),
    ("count: 1", "1:1: the key \"path\" is missing"),
    ("count: 1\npath:", "2:1: the key \"path\" has no value"),
    ("path: ~", "1:1: the key \"path\" has no value"),
    ("", "1:1: the key \"path\" is missing"),
    ("- a", "1:1: a sample: expected a mapping, found a list"),
    ("a", "1:1: a sample: expected a mapping, found text"),
    ("path: [a]", "1:7: expected text, found a list"),
    ("path: {a: b}", "1:7: expected text, found a mapping"),
    ("path: \" \"", "1:7: expected one line of text"),
    ("path: \"a\\nb\"", "1:7: expected one line of text"),
    ("path: a\ncount: 0", "2:8: expected a whole number from 1 to 9"),
    ("path: a\ncount: 10", "2:8: expected a whole number from 1 to 9"),
    ("path: a\ncount: 01", "2:8: expected a whole number from 1 to 9"),
    ("path: a\ncount: +1", "2:8: expected a whole number from 1 to 9"),
    ("path: a\ncount: 1.0", "2:8: expected a whole number from 1 to 9"),
    ("path: a\ncount: \"1\"", "2:8: expected a whole number from 1 to 9"),
    ("path: a\ncolour: gren", "2:9: \"gren\" is not one of red, green; did you mean \"green\"?"),
    ("path: a\ncolour: blue", "2:9: \"blue\" is not supported by this version of relman"),
    ("path: a\nnames: b", "2:8: expected a list, found text"),
    ("path: a\nnames: [b, b]", "2:12: \"b\" stands here twice"),
    ("path: a\nnames: [b, ~]", "2:12: expected text, found nothing"),
    (
      "path: a\nnames: [-b]",
      "2:9: \"-b\" is no name: 1 to 100 letters, digits and . _ @ + -, a letter or digit first"
    ),
    ("path: a\nwindows:", "2:1: \"windows\" is not supported yet"),
  ])
  func whatDoesNotFitIsRefused(text: String, message: String) {
    #expect(throws: Problem.placed("f.yaml:\(message)")) { try read(text) }
  }

  @Test(arguments: [
    ("30s", 30), ("5m", 300), ("24h", 86_400), ("7d", 604_800), ("\"1s\"", 1),
    ("3650d", 315_360_000),
  ])
  func timesAreSeconds(text: String, seconds: Int) throws {
    #expect(try YAMLNode(text: text).seconds() == seconds)
  }

  @Test(arguments: [
    "0s", "30", "s", "-5m", "+5m", "5 m", "1.5h", "5M", "1h30m", "3651d", "٣s",
    "99999999999999999999s", "9223372036854775807d",
  ])
  func otherTimesAreRefused(text: String) {
    let message = "expected a time from 1s to 3650d, such as 5m or 24h, found \(quoted(text))"
    #expect(throws: Problem.placed("f.yaml:1:1: \(message)")) {
      try YAMLNode(text: text).seconds()
    }
  }

  @Test(arguments: [
    ("1", 1), ("8MiB", 8 << 20), ("512KiB", 512 << 10), ("1GiB", 1 << 30),
  ])
  func sizesAreBytes(text: String, bytes: Int) throws {
    #expect(try YAMLNode(text: text).byteCount() == bytes)
  }

  @Test(arguments: ["0", "2GiB", "8MB", "8M", "1.5MiB", "MiB", "-1", "9223372036854775807KiB"])
  func otherSizesAreRefused(text: String) {
    let message = "expected a size from 1 to 1GiB, such as 512KiB or 8MiB, found \(quoted(text))"
    #expect(throws: Problem.placed("f.yaml:1:1: \(message)")) {
      try YAMLNode(text: text).byteCount()
    }
  }
}
