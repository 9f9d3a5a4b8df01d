import Formats
import Release
import Testing

@Suite struct JSONParserTests {
  @Test func spacesAndEscapesAreRead() throws {
    let text =
      " {\"a\" : [ 1 , -2 , true , null ] ,\r\n\t\"b\\u00e9\\ud83d\\ude00\" : \"\\/\\b\" } "
    let value = try JSON(parsing: Array(text.utf8), what: "text")
    #expect(value["a"] == .array([.integer(1), .integer(-2), .bool(true), .null]))
    #expect(value["bé😀"]?.string == "/\u{8}")
  }

  @Test(arguments: [
    ("", "text:1:1: ends where a value is expected"),
    ("{\n  \"a\": 1,\n  \"a\": 2\n}", "text:3:3: the key \"a\" stands here a second time"),
    ("{\"a\":1,\"\\u0061\":2}", "text:1:8: the key \"a\" stands here a second time"),
    ("[1,]", "text:1:4: a value is expected here"),
    ("{\"a\":1,}", "text:1:8: a key in quotes is expected here"),
    ("{\"a\" 1}", "text:1:6: \":\" is expected after the key \"a\""),
    ("{\"é\":x}", "text:1:6: a value is expected here"),
    ("[1 2]", "text:1:4: \",\" or \"]\" is expected here"),
    ("{\"a\":1 \"b\":2}", "text:1:8: \",\" or \"}\" is expected here"),
    ("[1.0]", "text:1:2: only integers are read, not a number with a fraction or exponent"),
    ("1e3", "text:1:1: only integers are read, not a number with a fraction or exponent"),
    ("01", "text:1:1: not an integer in its shortest form"),
    ("-0", "text:1:1: not an integer in its shortest form"),
    ("-", "text:1:1: not an integer in its shortest form"),
    ("9007199254740992", "text:1:1: an integer outside ±(2^53 - 1)"),
    ("-99999999999999999999", "text:1:1: an integer outside ±(2^53 - 1)"),
    ("nul", "text:1:1: a value is expected here"),
    ("true false", "text:1:6: text after the end of the value"),
    ("\"a", "text:1:1: a string without its closing quote"),
    ("\"a\nb\"", "text:1:3: a control character that is not escaped"),
    ("\"\\x\"", "text:1:2: an escape that JSON does not have"),
    ("\"\\u12g4\"", "text:1:2: \\u without four hexadecimal digits"),
    ("\"\\ud800\"", "text:1:2: half of a surrogate pair"),
    ("\"\\udc00\"", "text:1:2: half of a surrogate pair"),
    ("\"\\ud800\\u0041\"", "text:1:2: half of a surrogate pair"),
    ("\u{feff}1", "text:1:1: a value is expected here"),
  ])
  func aMalformedDocumentIsRefusedWithItsPlace(text: String, message: String) {
    #expect(throws: Problem(.badData, message)) {
      try JSON(parsing: Array(text.utf8), what: "text")
    }
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    for bytes: [UInt8] in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]] {
      #expect(throws: Problem(.badData, "text:1:1: a string that is not UTF-8")) {
        try JSON(parsing: [0x22] + bytes + [0x22], what: "text")
      }
    }
  }

  @Test func depthIsBounded() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSON(parsing: nested(64), what: "text")
    #expect(throws: Problem(.badData, "text:1:65: nested deeper than 64 levels")) {
      try JSON(parsing: nested(65), what: "text")
    }
    #expect(throws: Problem.self) { try JSON(parsing: nested(1_000_000), what: "text") }
  }

  @Test func keysThatUnicodeHoldsEqualAreTwo() throws {
    let value = try JSON(parsing: Array("{\"\u{e9}\":1,\"e\u{301}\":2}".utf8), what: "text")
    #expect(value["\u{e9}"] == .integer(1))
    #expect(value["e\u{301}"] == .integer(2))
    #expect(JSON.string("\u{e9}") != JSON.string("e\u{301}"))
  }

  @Test func noPrefixOfADocumentIsADocument() {
    let bytes = Array(
      "{\"a\":[1,{\"b\":\"\\u00e9\\ud83d\\ude00 é\"}],\"c\":[true,false,null]}".utf8)
    for count in 0..<bytes.count {
      #expect(throws: Problem.self) { try JSON(parsing: Array(bytes.prefix(count)), what: "text") }
    }
  }
}
