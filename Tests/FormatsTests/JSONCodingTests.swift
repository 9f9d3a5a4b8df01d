import Formats
import Release
import Testing

@Suite struct JSONCodingTests {
  private struct Parcel: Codable, Equatable {
    var name: String
    var items: [Item]
    var note: String?
    var labels: [String: Int]

    struct Item: Codable, Equatable {
      var path: String
      var isExecutable: Bool
      var digest: Digest?
    }
  }

  private static let parcel = Parcel(
    name: "a/\"b\"", items: [.init(path: "é", isExecutable: true)], labels: ["z": 1, "a": -1])
  private static let text =
    #"{"items":[{"isExecutable":true,"path":"é"}],"labels":{"a":-1,"z":1},"name":"a/\"b\""}"#

  @Test func aValueHasOneEncoding() throws {
    #expect(try CanonicalJSON.encode(Self.parcel) == Array(Self.text.utf8))
    let decoded = try CanonicalJSON.decode(Parcel.self, from: Array(Self.text.utf8), what: "p")
    #expect(decoded == Self.parcel)
  }

  @Test(arguments: [
    (#""labels""#, #" "labels""#, #"p:1:45: not canonical JSON (RFC 8785)"#),
    ("é", #"\u00e9"#, "p:1:40: not canonical JSON (RFC 8785)"),
    (#"a/\"b"#, #"a\/\"b"#, "p:1:78: not canonical JSON (RFC 8785)"),
    (#""a":-1,"z":1"#, #""z":1,"a":-1"#, "p:1:56: not canonical JSON (RFC 8785)"),
    (
      #""a":-1"#, #""a":-1.0"#,
      "p:1:59: only integers are read, not a number with a fraction or exponent"
    ),
    (#""z":1"#, #""a":1"#, #"p:1:62: the key "a" stands here a second time"#),
    (#""z":1"#, #""z":1,"#, "p:1:68: a key in quotes is expected here"),
    (
      #"{"isE"#, #"{"extra":1,"isE"#,
      #"p: "items[0].extra" is unknown, or not in the form expected"#
    ),
    (#"b\"""#, #"b\"","note":null"#, #"p: "note" is unknown, or not in the form expected"#),
    (#","path":"é""#, "", #"p: the key "items[0].path" is missing"#),
    (#""path":"é""#, #""path":1"#, #"p: "items[0].path" is not a string"#),
    (#":true"#, #":"true""#, #"p: "items[0].isExecutable" is not true or false"#),
    (#""z":1"#, #""z":[]"#, #"p: "labels.z" is not an integer"#),
    (#"{"a":-1,"z":1}"#, "[]", #"p: "labels" is not an object"#),
    (
      #"{"isE"#, #"{"digest":"12","isE"#,
      #"p: "items[0].digest": "12" is not a SHA-256 of 64 hexadecimal digits"#
    ),
  ])
  func anotherSpellingIsRefused(part: String, other: String, message: String) throws {
    let range = try #require(Self.text.firstRange(of: part))
    let text = Self.text[..<range.lowerBound] + other + Self.text[range.upperBound...]
    #expect(throws: Problem(.badData, message)) {
      try CanonicalJSON.decode(Parcel.self, from: Array(text.utf8), what: "p")
    }
  }

  @Test func aFloatHasNoEncoding() {
    #expect(throws: Problem.self) { try CanonicalJSON.encode([1.5]) }
    #expect(throws: Problem.self) { try CanonicalJSON.encode([Int.max]) }
    #expect(throws: Problem.self) { try CanonicalJSON.encode([Double.nan]) }
  }

  @Test func keysThatUnicodeHoldsEqualAreNotFolded() {
    let text = "{\"e\u{301}\":2,\"\u{e9}\":1}"
    #expect(throws: Problem.self) {
      try CanonicalJSON.decode([String: Int].self, from: Array(text.utf8), what: "p")
    }
  }
}
