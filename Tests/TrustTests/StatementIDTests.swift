import Formats
import Release
import Scratch
import Testing
import Trust

@Suite struct StatementIDTests {
  private let envelope = Envelope(payload: Array(#"{"decision":"reject"}"#.utf8))

  @Test func theSamePayloadUnderAnotherKeyIsAnotherStatement() throws {
    let (ann, ben) = (try SSHKeygen(kind: "ed25519"), try SSHKeygen(kind: "ed25519"))
    #expect(try envelope.id(signedBy: ann.key) != envelope.id(signedBy: ben.key))
  }

  @Test func neitherSignatureNorHintIsPartOfTheID() throws {
    let key = try SSHKeygen(kind: "ed25519").key
    var other = envelope
    other.signatures = [.init(keyID: "anything", signature: [1, 2, 3])]
    #expect(try other.id(signedBy: key) == envelope.id(signedBy: key))
  }

  /// What is documented can be done with stock tools.
  @Test func sha256sumMakesTheSameID() throws {
    let scratch = try Scratch()
    let key = try SSHKeygen(kind: "ecdsa-256").key
    try scratch.write("payload", bytes: envelope.payload)
    try scratch.write("key.pub", key.line + "\n")
    let sum = try scratch.sh(
      """
      part() { printf "$(printf '%08x' "$(wc -c <"$1")" | sed 's/../\\\\x&/g')"; cat "$1"; }
      cut -d' ' -f2 key.pub | base64 -d >key
      { part payload; part key; } | sha256sum | cut -d' ' -f1
      """.replacing("printf \"$", with: "/usr/bin/printf \"$"))
    #expect(try envelope.id(signedBy: key).hex == sum)
  }

  @Test func anEnvelopeWithTwoSignaturesIsNoStatement() throws {
    let (ann, ben) = (try SSHKeygen(kind: "ed25519"), try SSHKeygen(kind: "ed25519"))
    let signatures = try [ann, ben].map {
      Envelope.Signature(
        keyID: "", signature: try $0.sign(envelope.preAuthenticationEncoding))
    }
    let text = [("ann", ann), ("ben", ben)].map { name, keygen in
      "\(name) namespaces=\"relman\" \(keygen.key.line)\n"
    }.joined()
    let allowed = try AllowedSigners.parse(Array(text.utf8), file: "allowed_signers")
    for pair in [signatures, signatures.reversed(), [signatures[0], signatures[0]]] {
      var both = envelope
      both.signatures = pair
      #expect(
        throws: Problem(.badData, "an envelope has 2 signatures where one is expected")
      ) { try signer(of: both, among: allowed, at: nil) }
    }
  }
}
