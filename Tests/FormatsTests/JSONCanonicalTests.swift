import Formats
import Release
import Scratch
import Testing

@Suite struct JSONCanonicalTests {
  /// RFC 8785 §3.2.2 without its floats.
  @Test func theSampleOfTheRFC() throws {
    let text = #"""
      { "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false] }
      """#
    let expected = #"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
    let value = try JSON(parsing: Array(text.utf8), what: "text")
    #expect(value.canonical == Array(expected.utf8))
  }

  /// RFC 8785 §3.2.3: sorting by UTF-8 or by scalars would put the emoji last.
  @Test func keysAreSortedByTheirUTF16CodeUnits() throws {
    let text = #"""
      {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
       "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
       "\u00f6": "Latin Small Letter O With Diaeresis"}
      """#
    let sorted = try JSON(parsing: Array(text.utf8), what: "text").canonical
    guard case .object(let members) = try JSON(parsing: sorted, what: "text") else {
      Issue.record("not an object")
      return
    }
    #expect(
      members.map(\.value)
        == [
          "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
          "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
        ].map(JSON.string))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func aRandomValueSurvivesARoundTrip(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let bytes = random.json(depth: 5).canonical
    let read = try JSON(parsing: bytes, what: "seed \(seed)")
    #expect(read.canonical == bytes)
  }

  @Test func jqAgreesOnKeysOfASCII() throws {
    var random = Seeded(seed: 42)
    let alphabet: [Unicode.Scalar] = ["a", "B", "0", " ", "~", "\n", "\u{1}", "\"", "\\", "/"]
    let values = (0..<200).map { _ in random.json(depth: 5, alphabet: alphabet) }
    let ran = try Scratch().run(
      "jq", "-cS", ".", input: values.map(spaced).joined(separator: "\n"))
    #expect(ran.stderr.isEmpty)
    let ours = values.map { String(decoding: $0.canonical, as: UTF8.self) + "\n" }
    #expect(ran.stdout == ours.joined())
  }

  /// A value with spaces, and with its keys in the order in which they came.
  private func spaced(_ value: JSON) -> String {
    switch value {
    case .array(let elements): "[ " + elements.map(spaced).joined(separator: " , ") + " ]"
    case .object(let members):
      "{ "
        + members.map { spaced(.string($0.key)) + " : " + spaced($0.value) }
        .joined(separator: " , ") + " }"
    default: String(decoding: value.canonical, as: UTF8.self)
    }
  }

  @Test func aChangedByteNeverTraps() {
    var random = Seeded(seed: 1)
    let original = random.json(depth: 6).canonical
    for position in original.indices {
      var bytes = original
      bytes[position] ^= UInt8.random(in: 1...255, using: &random)
      if let value = try? JSON(parsing: bytes, what: "text") {
        #expect(throws: Never.self) { try JSON(parsing: value.canonical, what: "text") }
      }
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed everywhere.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A value with keys and strings of `alphabet`, each key of an object once.
  mutating func json(
    depth: Int,
    alphabet: [Unicode.Scalar] = [
      "a", "é", "\u{301}", "\u{0}", "\n", "\"", "\\", "/", "😀", "\u{fffd}",
    ]
  ) -> JSON {
    switch Int.random(in: depth > 0 ? 0...6 : 0...3, using: &self) {
    case 0: return [.null, .bool(true), .bool(false)].randomElement(using: &self) ?? .null
    case 1: return .integer(.random(in: -1000...1000, using: &self))
    case 2: return .integer(.random(in: JSON.integers, using: &self))
    case 3: return .string(text(of: alphabet))
    case 4:
      return .array(
        (0..<Int.random(in: 0...4, using: &self)).map { _ in
          json(depth: depth - 1, alphabet: alphabet)
        })
    default:
      var members: [JSON.Member] = []
      for _ in 0..<Int.random(in: 0...4, using: &self) {
        let key = text(of: alphabet)
        if JSON.object(members)[key] == nil {
          members.append(.init(key, json(depth: depth - 1, alphabet: alphabet)))
        }
      }
      return .object(members)
    }
  }

  private mutating func text(of alphabet: [Unicode.Scalar]) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...6, using: &self) {
      text.append(alphabet[Int.random(in: alphabet.indices, using: &self)])
    }
    return String(text)
  }
}
