import Formats
import Git
import Release

extension NamedHeads {
  /// The packages whose notes name a tip that is not here, whoever says so: each is to be read
  /// then. A look at the text is enough for that, and costs little where nothing is missing.
  public mutating func suspects(in notes: CountedNotes) throws(Problem) -> [ObjectID] {
    var result: [ObjectID] = []
    for object in try notes.objects() {
      for line in try notes.lines(on: object) where try namesMissing(line) {
        result.append(object)
        break
      }
    }
    return result
  }

  private mutating func namesMissing(_ line: ArraySlice<UInt8>) throws(Problem) -> Bool {
    for (ref, tip) in Self.pairs(in: Self.payload(of: line)) where try !isHere(tip, ref) {
      return true
    }
    return false
  }

  /// The payload of an envelope in canonical JSON, which nothing else counts as.
  private static func payload(of line: ArraySlice<UInt8>) -> [UInt8] {
    let strings = line.split(separator: quote, maxSplits: 4)
    guard strings.count == 5, strings[1].elementsEqual("payload".utf8) else { return [] }
    return Base64.decode(String(decoding: strings[3], as: UTF8.self)) ?? []
  }

  /// Each string that starts as a ref does, with the object id that follows it.
  private static func pairs(in payload: [UInt8]) -> [(ref: String, tip: ObjectID)] {
    let strings = payload.split(separator: quote, omittingEmptySubsequences: false)
    return strings.indices.dropLast(2).compactMap { place in
      guard strings[place].starts(with: "refs/".utf8), strings[place + 2].count == 40,
        let tip = ObjectID(hex: String(decoding: strings[place + 2], as: UTF8.self))
      else { return nil }
      return (String(decoding: strings[place], as: UTF8.self), tip)
    }
  }
}

private let quote = UInt8(ascii: "\"")
