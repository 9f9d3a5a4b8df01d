import Formats
import Release
import Testing

/// What is signed has one spelling: no change of a single byte is read as the same, or as something
/// that would be written otherwise.
@Suite struct SigningMutationTests {
  private static let payload = "aGVsbG8gd29ybGQ="
  private static let keyID = "SHA256:xyz"
  private static let signature = "AQID"
  private static let parts = [
    #"{"payload":""#, payload,
    #"","payloadType":"application/vnd.in-toto+json","#
      + #""signatures":[{"keyid":""#,
    keyID, #"","sig":""#, signature, #""}]}"#,
  ]

  /// The oracle goes by the place alone: what is fixed may not change, Base64 only to Base64, and a
  /// key's name to any text that needs no escape; none of its letters makes
  /// one after a backslash.
  @Test func anEnvelopeTakesOnlyAnotherPayloadKeyOrSignature() {
    var accepted = 0
    for (number, part) in Self.parts.enumerated() {
      let before = Array(Self.parts[..<number].joined().utf8)
      let after = Array(Self.parts[(number + 1)...].joined().utf8)
      for changed in oneByteChanges(of: Array(part.utf8)) {
        let isTaken = (try? Envelope(bytes: before + changed + after)) != nil
        let isExpected =
          switch part {
          case Self.payload, Self.signature: isBase64(changed)
          case Self.keyID: changed.allSatisfy { 0x20..<0x80 ~= $0 && $0 != 0x22 && $0 != 0x5c }
          default: false
          }
        #expect(isTaken == isExpected, "\(String(decoding: changed, as: UTF8.self))")
        if isTaken { accepted += 1 }
      }
    }
    // The payload's last character has two spare bits, and its padding may become another; the
    // signature's last may become padding.
    #expect(accepted == 14 * 63 + 15 + 64 + 4 * 63 + 1 + 10 * 93)
  }

  @Test func whatDecodesIsWhatItWouldBeEncodedTo() throws {
    let value = Sample(
      text: "a\u{7f}/\\\"\n\u{1}é😀", number: -120, list: [true, false],
      more: ["é": 1, "Z": 2, "z": 3])
    let bytes = try CanonicalJSON.encode(value)
    #expect(try CanonicalJSON.decode(Sample.self, from: bytes, what: "a sample") == value)
    var accepted = 0
    for changed in oneByteChanges(of: bytes) {
      guard let read = try? CanonicalJSON.decode(Sample.self, from: changed, what: "a sample")
      else { continue }
      accepted += 1
      #expect(try CanonicalJSON.encode(read) == changed)
    }
    #expect(accepted > 100)
  }

  private struct Sample: Codable, Equatable {
    var text: String
    var number: Int
    var list: [Bool]
    var more: [String: Int]
    var absent: Int?
  }

  private func oneByteChanges(of bytes: [UInt8]) -> some Sequence<[UInt8]> {
    bytes.indices.lazy.flatMap { index in
      (UInt8.min...UInt8.max).lazy.filter { $0 != bytes[index] }.map { byte in
        var changed = bytes
        changed[index] = byte
        return changed
      }
    }
  }

  /// RFC 4648 §4 with zero spare bits, for a length that four divides and one `=` at most.
  private func isBase64(_ text: [UInt8]) -> Bool {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    let padding = text.last == UInt8(ascii: "=") ? 1 : 0
    let values = text.dropLast(padding).map { Array(alphabet).firstIndex(of: $0) }
    guard !values.contains(nil), let last = values.last ?? nil else { return false }
    return padding == 0 || last % 4 == 0
  }
}
