import Formats
import Release
import Testing

@Suite struct SigningEnvelopeTests {
  private static let envelope = Envelope(
    payload: Array("hello world".utf8),
    signatures: [.init(keyID: "SHA256:abc", signature: [1, 2, 3])])
  private static let line =
    #"{"payload":"aGVsbG8gd29ybGQ=","payloadType":"application/vnd.in-toto+json","#
    + #""signatures":[{"keyid":"SHA256:abc","sig":"AQID"}]}"#

  @Test func anEnvelopeIsOneLine() throws {
    #expect(Self.envelope.line == Self.line)
    #expect(try Envelope(line: Self.line) == Self.envelope)
  }

  /// The form of the DSSE protocol's own example, with our payload type.
  @Test func whatIsSignedNamesTypeAndLengths() {
    let text = "DSSEv1 28 application/vnd.in-toto+json 11 hello world"
    #expect(Self.envelope.preAuthenticationEncoding == Array(text.utf8))
  }

  @Test func anEnvelopeMayBeUnsignedOrSignedByMany() throws {
    var envelope = Self.envelope
    for count in [0, 2, 64] {
      envelope.signatures = Array(repeating: .init(keyID: "k", signature: [0]), count: count)
      #expect(try Envelope(line: envelope.line) == envelope)
    }
    envelope.signatures.append(.init(keyID: "k", signature: [0]))
    #expect(throws: Problem.self) { try Envelope(line: envelope.line) }
  }

  @Test(arguments: [
    (#":"SHA"#, #": "SHA"#), ("in-toto", "other"), (#""sig""#, #""sg""#),
    ("AQID", "AQI"), (#""AQID"}"#, #""AQID","x":1}"#), (#"]}"#, #"],"x":1}"#), (#"]}"#, "]}\n"),
    (#""aGVsbG8gd29ybGQ=""#, "null"), ("aGVsbG8gd29ybGQ=", "aGVsbG8gd29ybGR="),
    (#"[{"keyid":"SHA256:abc","sig":"AQID"}]"#, "{}"), ("SHA256", #"\u0053HA256"#),
  ])
  func anotherFormIsRefused(part: String, other: String) throws {
    let range = try #require(Self.line.firstRange(of: part))
    let line = Self.line[..<range.lowerBound] + other + Self.line[range.upperBound...]
    #expect(throws: Problem.self) { try Envelope(line: line) }
  }

  @Test func noPrefixOfAnEnvelopeIsAnEnvelope() {
    for count in 0..<Self.line.count {
      #expect(throws: Problem.self) { try Envelope(line: Self.line.prefix(count)) }
    }
  }

  @Test func sizeIsBounded() {
    let large = Envelope(payload: [UInt8](repeating: 0, count: Envelope.maximumByteCount))
    #expect(throws: Problem(.badData, "an envelope is larger than 1048576 bytes")) {
      try Envelope(line: large.line)
    }
  }
}
