import FoundationEssentials
import Formats
import Release
import Testing

/// Foundation's coders are the oracle for what the coders of JSON values make of a type.
@Suite struct JSONValueCoderTests {
  private enum Cargo: Codable, Hashable {
    case nothing
    case letter(String, isOpen: Bool)
    case crate(items: [Cargo])
  }

  private struct Parcel: Codable, Hashable {
    var small: Int8
    var large: UInt64
    var maybe: Int?
    var grid: [[Int]]
    var byName: [String: [Cargo?]]
    var cargo: Cargo
    var empty: [String: String] = [:]
  }

  private static let parcel = Parcel(
    small: -128, large: 9_007_199_254_740_991, maybe: nil, grid: [[], [1, -2], [0]],
    byName: ["b": [nil, .nothing], "a": [.letter("\u{0}/\"é😀", isOpen: true)], "": []],
    cargo: .crate(items: [.nothing, .crate(items: [])]))

  /// A class with an ancestor, which writes and reads itself in every way that a coder offers.
  private class Ancestor: Codable {
    var name = "a"
  }

  private final class Heir: Ancestor {
    var pair = [1, 2]

    enum Keys: CodingKey { case pair, nested, ancestor, list }

    override init() { super.init() }

    required init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Keys.self)
      var list = try values.nestedUnkeyedContainer(forKey: .list)
      #expect(list.count == 3)
      #expect(try list.decodeNil())
      pair = try list.decode([Int].self)
      _ = try list.nestedContainer(keyedBy: Keys.self).decode(Int.self, forKey: .pair)
      #expect(list.isAtEnd)
      #expect(throws: DecodingError.self) { try list.decode(Int.self) }
      let nested = try values.nestedContainer(keyedBy: Keys.self, forKey: .nested)
      #expect(nested.contains(.pair) && !nested.contains(.list))
      try super.init(from: values.superDecoder(forKey: .ancestor))
    }

    override func encode(to encoder: any Encoder) throws {
      var values = encoder.container(keyedBy: Keys.self)
      var list = values.nestedUnkeyedContainer(forKey: .list)
      try list.encodeNil()
      try list.encode(pair)
      var last = list.nestedContainer(keyedBy: Keys.self)
      try last.encode(7, forKey: .pair)
      var nested = values.nestedContainer(keyedBy: Keys.self, forKey: .nested)
      try nested.encode(true, forKey: .pair)
      try super.encode(to: values.superEncoder(forKey: .ancestor))
    }
  }

  private func encodedByFoundation(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  @Test func valuesAreWrittenAsFoundationWritesThem() throws {
    let bytes = try CanonicalJSON.encode(Self.parcel)
    #expect(try bytes == encodedByFoundation(Self.parcel))
    #expect(try CanonicalJSON.decode(Parcel.self, from: bytes, what: "p") == Self.parcel)
  }

  @Test func aTypeMayWriteItselfInPieces() throws {
    let bytes = try CanonicalJSON.encode(Heir())
    #expect(try bytes == encodedByFoundation(Heir()))
    let read = try CanonicalJSON.decode(Heir.self, from: bytes, what: "p")
    #expect(read.name == "a" && read.pair == [1, 2])
  }

  @Test(arguments: [("128", "Int8"), ("\"1\"", "Int8"), ("-1", "UInt64")])
  func aNumberThatDoesNotFitIsNoNumber(text: String, type: String) {
    let bytes = Array("[\(text)]".utf8)
    #expect(throws: Problem(.badData, "p: \"[0]\" is not an integer")) {
      switch type {
      case "Int8": _ = try CanonicalJSON.decode([Int8].self, from: bytes, what: "p")
      default: _ = try CanonicalJSON.decode([UInt64].self, from: bytes, what: "p")
      }
    }
  }

  @Test func whatIsNullHasNoValue() {
    #expect(throws: Problem(.badData, "p: \"[1]\" has no value")) {
      try CanonicalJSON.decode([String].self, from: Array("[\"a\",null]".utf8), what: "p")
    }
  }

  @Test func keysAreSortedByTheirUTF16() throws {
    let scalars: [Unicode.Scalar] = [
      "a", "z", "é", "\u{7ff}", "\u{d7ff}", "\u{e000}", "\u{ffff}", "😀",
    ]
    var keys: Set<String> = [""]
    for one in scalars {
      keys.insert(String(one))
      for other in scalars { keys.insert(String(one) + String(other)) }
    }
    let sorted = keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
    let text = sorted.map { "\"\($0)\":0" }.joined(separator: ",")
    let value = Dictionary(uniqueKeysWithValues: keys.map { ($0, 0) })
    #expect(try CanonicalJSON.encode(value) == Array("{\(text)}".utf8))
    let read = try CanonicalJSON.decode(
      [String: Int].self, from: Array("{\(text)}".utf8), what: "p")
    #expect(read == value)
  }

  @Test func aKeyThatStandsTwiceIsFoundWhateverTheOrder() {
    for text in [
      "{\"b\":1,\"a\":2,\"b\":3}", "{\"a\":1,\"a\":2}", "{\"b\":1,\"c\":1,\"a\":2,\"c\":3}",
    ] {
      #expect(throws: Problem.self) { try JSON(parsing: Array(text.utf8), what: "p") }
    }
  }
}
