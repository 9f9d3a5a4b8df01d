import Release
import Testing

@testable import Formats

@Suite struct YAMLParserTests {
  @Test func nodesCarryLineAndColumn() throws {
    let node = try YAMLNode(text: "# first\nname: shop\npaths:\n  - \"é\"\n  - [a, 'b c']\n")
    let members = try #require(node.members)
    #expect(members.map(\.key) == ["name", "paths"])
    #expect(members.map(\.keyMark) == [mark(2, 1), mark(3, 1)])
    #expect(members[0].value.mark == mark(2, 7))
    let items = try #require(members[1].value.items)
    #expect(items.map(\.mark) == [mark(4, 5), mark(5, 5)])
    #expect(items[1].items?.map(\.mark) == [mark(5, 6), mark(5, 9)])
  }

  @Test func anExtentIsWhereTheTextStands() throws {
    let text = "# ä😀\nname: \"ä\"  # é\nother: plain text  # end\nlast:  # none\n"
    let members = try #require(try YAMLNode(text: text).members)
    let scalars = Array(text.unicodeScalars)
    let written = members.map { member in
      String(String.UnicodeScalarView(scalars[member.value.extent]))
    }
    #expect(written == ["\"ä\"", "plain text", ""])
  }

  @Test(arguments: [
    ("a: b", "b", true), ("a: 'b'", "b", false), ("a: \"b\\n\\u00e9\"", "b\né", false),
    ("a: b c # d", "b c", true), ("a: b#c", "b#c", true), ("a: |\n  b\n  c\n", "b\nc\n", false),
    ("a: >-\n  b\n  c\n", "b c", false), ("a: 'it''s'", "it's", false), ("a:", "", true),
    ("a: yes", "yes", true), ("a: \"\"", "", false), ("a: b\r\n", "b", true),
    ("--- \na: b\n...\n", "b", true),
    ("a: https://b/c", "https://b/c", true),
  ])
  func scalarsKeepTheirText(document: String, text: String, isPlain: Bool) throws {
    let value = try #require(try YAMLNode(text: document).members?.first?.value)
    guard case .scalar(text, isPlain: isPlain) = value.content else {
      Issue.record("\(value)")
      return
    }
  }

  @Test(arguments: ["", "\n\n", "# nothing\n", "---\n"])
  func nothingIsAnEmptyMapping(document: String) throws {
    var mapping = try YAMLMapping(YAMLNode(text: document), "it")
    #expect(try mapping.entries().isEmpty)
  }

  @Test(arguments: [
    ("a: &x b\n", "1:4: anchors (&name) are not allowed"),
    ("a: &x [b]\n", "1:4: anchors (&name) are not allowed"),
    ("&x {a: b}\n", "1:1: anchors (&name) are not allowed"),
    ("a: 1\nb: *x\n", "2:4: aliases (*name) are not allowed"),
    ("a: !!str b\n", "1:4: tags (!name) are not allowed"),
    ("a: !x {b: c}\n", "1:4: tags (!name) are not allowed"),
    ("a: 1\nb:\n  c: 2\n  c: 3\n", "4:3: the key \"c\" stands here twice"),
    ("{a: 1, \"a\": 2}\n", "1:8: the key \"a\" stands here twice"),
    ("? [a]\n: b\n", "1:3: a key must be text"),
    ("{{a: b}: c}\n", "1:2: a key must be text"),
    ("a: 1\n---\nb: 2\n", "2:1: a second document begins here"),
    (
      "\u{feff}a: b\n",
      "1:1: the file begins with a byte order mark; save it as UTF-8 without one"
    ),
    ("a: \"\\e\"\n", "1:4: control characters are not allowed"),
    ("a: \"\\0\"\n", "1:4: control characters are not allowed"),
    ("a: \"\\N\"\n", "1:4: control characters are not allowed"),
    ("a: b\u{1}\n", "1:5: control characters are not allowed"),
    ("a: é\nb: é\u{0}\n", "2:5: control characters are not allowed"),
    (
      "a:\n\t- b\n",
      "2:1: found character that cannot start any token while scanning for the next token"
    ),
    ("a: [b\n", "2:1: did not find expected ',' or ']' while parsing a flow sequence"),
    ("a: \"b\n", "2:1: found unexpected end of stream while scanning a quoted scalar"),
    ("a: b: c\n", "1:5: mapping values are not allowed in this context"),
  ])
  func whatMeansSomethingElseIsRefused(document: String, message: String) {
    #expect(throws: Problem.placed("f.yaml:\(message)")) { try YAMLNode(text: document) }
  }

  @Test(
    arguments: [
      ([0x61, 0x3a, 0x20, 0xff], "1:4: invalid leading UTF-8 octet"),
      ([0x61, 0x0a, 0xc0, 0x80], "2:1: invalid length of a UTF-8 sequence"),
      ([0x61, 0xc3], "1:2: incomplete UTF-8 octet sequence"),
      ([0xed, 0xa0, 0x80], "1:1: invalid Unicode character"),
      ([0xff, 0xfe, 0x61, 0x00], "1:1: invalid leading UTF-8 octet"),
    ] as [([UInt8], String)])
  func otherEncodingsAreRefused(bytes: [UInt8], message: String) {
    #expect(throws: Problem.placed("f.yaml:\(message)")) {
      try YAMLNode(parsing: bytes, file: "f.yaml")
    }
  }

  @Test func sizeIsBounded() throws {
    let most = "# " + String(repeating: "a", count: YAMLNode.maximumBytes - 2)
    #expect(throws: Never.self) { try YAMLNode(text: most) }
    #expect(throws: Problem.placed("f.yaml:1:1: the file is larger than 1048576 bytes")) {
      try YAMLNode(text: most + "a")
    }
  }

  @Test func depthIsBounded() {
    let nested = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
    #expect(throws: Never.self) { try YAMLNode(text: nested(32)) }
    for depth in [33, 500_000] {
      #expect(throws: Problem.placed("f.yaml:1:33: nested deeper than 32 levels")) {
        try YAMLNode(text: nested(depth))
      }
    }
  }

  @Test func theNumberOfValuesIsBounded() {
    let list = { String(repeating: "- a\n", count: $0) }
    #expect(throws: Never.self) { try YAMLNode(text: list(9_999)) }
    #expect(throws: Problem.placed("f.yaml:10000:3: more than 10000 values")) {
      try YAMLNode(text: list(10_000))
    }
  }

  private func mark(_ line: Int, _ column: Int) -> Mark {
    Mark(file: "f.yaml", line: line, column: column)
  }
}

extension YAMLNode {
  init(text: String) throws(Problem) { try self.init(parsing: Array(text.utf8), file: "f.yaml") }

  var members: [Member]? {
    if case .mapping(let members) = content { return members }
    return nil
  }

  var items: [YAMLNode]? {
    if case .sequence(let items) = content { return items }
    return nil
  }
}
