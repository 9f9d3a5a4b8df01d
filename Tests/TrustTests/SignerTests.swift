import Formats
import Release
import Testing
import Trust

@Suite struct SignerTests {
  private let keygen: SSHKeygen
  private let envelope: Envelope

  init() throws {
    keygen = try SSHKeygen(kind: "ed25519")
    var envelope = Envelope(payload: Array(#"{"decision":"approve"}"#.utf8))
    let blob = try keygen.sign(envelope.preAuthenticationEncoding)
    envelope.signatures = [.init(keyID: "a hint", signature: blob)]
    self.envelope = envelope
  }

  private func allowed(_ lines: String...) throws -> [AllowedSigner] {
    let text = lines.joined(separator: "\n").replacing("KEY", with: keygen.key.line)
    return try AllowedSigners.parse(Array(text.utf8), file: "allowed_signers")
  }

  @Test func theSignerIsFoundByTheKeyInTheSignature() throws {
    let other = try SSHKeygen(kind: "ecdsa-256")
    let list = try allowed(
      "bob namespaces=\"relman\" \(other.key.line)", "ann,a@b namespaces=\"git,relman\" KEY")
    let signer = try signer(of: envelope, among: list, at: nil)
    #expect(signer.person == "ann")
    #expect(signer.key == keygen.key)
    let fingerprint = try keygen.key.fingerprint
    #expect(throws: Problem(.notPermitted, "the key \(fingerprint) is no allowed signer's")) {
      try Trust.signer(of: envelope, among: Array(list.prefix(1)), at: nil)
    }
  }

  @Test func aChangedPayloadIsRefused() throws {
    let list = try allowed("ann namespaces=\"relman\" KEY")
    for position in envelope.payload.indices {
      var mutant = envelope
      mutant.payload[position] ^= 1
      #expect(
        throws: Problem(
          .badData, "the signature by \(try keygen.key.fingerprint) is not valid")
      ) { try signer(of: mutant, among: list, at: nil) }
    }
  }

  @Test func aKeyThatIsNotListedForRelmanIsRefused() throws {
    #expect(throws: Problem(.notPermitted, "the key of \"ann\" may not sign for relman")) {
      try signer(of: envelope, among: try allowed("ann namespaces=\"git\" KEY"), at: nil)
    }
  }

  @Test func aSignatureForAnotherNamespaceIsRefused() throws {
    var other = envelope
    other.signatures[0].signature = try keygen.sign(
      envelope.preAuthenticationEncoding, namespace: "git")
    let list = try allowed("ann namespaces=\"git,relman\" KEY")
    #expect(throws: Problem(.badData, "a signature for \"git\" is none for \"relman\"")) {
      try signer(of: other, among: list, at: nil)
    }
  }

  @Test func anyLineOfAKeyIsEnough() throws {
    let time = try #require(Instant("2026-06-01T00:00:00Z"))
    let list = try allowed(
      "ann namespaces=\"git\" KEY", "ann namespaces=\"relman\",valid-before=\"20260101\" KEY",
      "ann namespaces=\"relman\",valid-after=\"20260301\" KEY")
    #expect(try signer(of: envelope, among: list, at: time).person == "ann")
    #expect(
      throws: Problem(.notPermitted, "the key of \"ann\" may not sign at 2026-06-01T00:00:00Z")
    ) { try signer(of: envelope, among: Array(list.prefix(2)), at: time) }
  }

  @Test func oneSignatureIsExpectedWhereOnePersonSigns() throws {
    let list = try allowed("ann namespaces=\"relman\" KEY")
    var other = envelope
    other.signatures += envelope.signatures
    #expect(try signers(of: other, among: list, at: nil).map(\.person) == ["ann", "ann"])
    for signatures in [[], other.signatures] {
      other.signatures = signatures
      #expect(throws: Problem.self) { try signer(of: other, among: list, at: nil) }
    }
  }

  @Test func garbageForASignatureIsRefused() throws {
    var other = envelope
    for blob in [[], [0], Array("SSHSIG".utf8), [UInt8](repeating: 255, count: 9000)] {
      other.signatures[0].signature = blob
      #expect(throws: Problem.self) { try signer(of: other, among: [], at: nil) }
    }
  }

  /// The same line, the same time: the window means to relman what it means to OpenSSH.
  @Test(arguments: [
    #"namespaces="relman""#,
    #"namespaces="git""#,
    #"namespaces="git,relman""#,
    #"NAMESPACES="relman",valid-after="20260601""#,
    #"valid-after="20260601Z",namespaces="relman""#,
    #"namespaces="relman",valid-before="20260601120000Z""#,
    #"namespaces="relman",valid-after="202606011200",valid-before="202606011201""#,
    #"namespaces="relman",valid-after="20260602",valid-before="20260601""#,
    #"namespaces="relman",valid-after="20261301""#,
    #"namespaces="relman",valid-after="2026060112""#,
    #"namespaces="relman",namespaces="relman""#,
    #"namespaces=relman"#,
    #"namespaces="relman",unknown"#,
    #"namespaces="relman",unknown="x""#,
    #"namespaces="relman""# + ",",
  ])
  func anOptionHasTheAnswerOfSSHKeygen(options: String) throws {
    for (time, stamp) in [
      ("2026-05-31T23:59:59Z", "20260531235959Z"), ("2026-06-01T00:00:00Z", "20260601000000Z"),
      ("2026-06-01T12:00:00Z", "20260601120000Z"), ("2026-06-01T12:00:01Z", "20260601120001Z"),
      ("2026-06-01T12:01:01Z", "20260601120101Z"),
    ] {
      let instant = try #require(Instant(time))
      let signer: VerifiedSigner?
      do {
        signer = try Trust.signer(
          of: envelope, among: try allowed("ann \(options) KEY"), at: instant)
      } catch {
        signer = nil
      }
      let blob = envelope.signatures[0].signature
      let expected = try keygen.accepts(
        blob, over: envelope.preAuthenticationEncoding, options: options, at: stamp)
      #expect((signer != nil) == expected, "at \(time)")
    }
  }
}
