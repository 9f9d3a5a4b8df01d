import Formats
import Release
import Testing
import Trust

/// relman and stock `ssh-keygen` give the same answer to the same bytes.
@Suite struct SSHSignatureTests {
  private static let message = Array("a package, and what was said of it\n".utf8)

  /// relman's answer to what `SSHKeygen.accepts` asks of `ssh-keygen -Y verify`.
  private func accepts(_ blob: [UInt8], over message: [UInt8], by key: SSHPublicKey) -> Bool {
    do {
      let signature = try SSHSignature(blob: blob)
      try verify(signature, over: message, namespace: "relman")
      return signature.key == key
    } catch {
      return false
    }
  }

  @Test(arguments: SSHKeygen.kinds, ["sha256", "sha512"])
  func whatSSHKeygenSignsIsAccepted(kind: String, hash: String) throws {
    let keygen = try SSHKeygen(kind: kind)
    for message in [[], try randomBytes(10_000)] {
      let blob = try keygen.sign(message, hash: hash)
      #expect(accepts(blob, over: message, by: keygen.key))
      #expect(try keygen.accepts(blob, over: message))
      #expect(try SSHSignature(armored: SSHSignature.armor(blob)).namespace == "relman")
    }
  }

  @Test(arguments: SSHKeygen.kinds)
  func aChangedByteOfTheSignatureHasTheAnswerOfSSHKeygen(kind: String) throws {
    let keygen = try SSHKeygen(kind: kind)
    let blob = try keygen.sign(Self.message)
    // A process a byte: of a long signature, a sample.
    for position in stride(from: 0, to: blob.count, by: 1 + blob.count / 120) {
      var mutant = blob
      mutant[position] ^= UInt8(1 + position * 37 % 255)
      #expect(
        accepts(mutant, over: Self.message, by: keygen.key)
          == (try keygen.accepts(mutant, over: Self.message)),
        "byte \(position) of \(hexadecimal(mutant))")
    }
  }

  @Test(arguments: SSHKeygen.kinds)
  func everyChangedByteOfTheSignatureIsRefused(kind: String) throws {
    let keygen = try SSHKeygen(kind: kind)
    let blob = try keygen.sign(Self.message)
    let version = 9
    for (position, mask) in blob.indices.flatMap({ [($0, 1), ($0, 0x80)] }) {
      var mutant = blob
      mutant[position] ^= UInt8(mask)
      // Version 0 is taken, as OpenSSH takes it: only later versions must be refused.
      #expect(
        accepts(mutant, over: Self.message, by: keygen.key)
          == (position == version && mask == 1), "byte \(position)")
    }
  }

  @Test(arguments: SSHKeygen.kinds)
  func aChangedMessageHasTheAnswerOfSSHKeygen(kind: String) throws {
    let keygen = try SSHKeygen(kind: kind)
    let blob = try keygen.sign(Self.message)
    for position in Self.message.indices {
      var mutant = Self.message
      mutant[position] ^= 1
      #expect(!accepts(blob, over: mutant, by: keygen.key))
      if position % 7 == 0 { #expect(try !keygen.accepts(blob, over: mutant)) }
    }
  }

  @Test(arguments: SSHKeygen.kinds)
  func noPrefixOfASignatureIsOne(kind: String) throws {
    let blob = try SSHKeygen(kind: kind).sign(Self.message)
    for count in blob.indices {
      #expect(throws: Problem.self) { try SSHSignature(blob: Array(blob.prefix(count))) }
    }
    #expect(throws: Problem.self) { try SSHSignature(blob: blob + [0]) }
    #expect(throws: Problem.self) { try SSHSignature(blob: blob + blob) }
  }

  /// Forms that no changed byte leads to: both readers are lenient, or strict, about the same.
  @Test(arguments: SSHKeygen.kinds)
  func anotherFormHasTheAnswerOfSSHKeygen(kind: String) throws {
    let keygen = try SSHKeygen(kind: kind)
    let parts = try Parts(try keygen.sign(Self.message))
    var forms: [Parts] = []
    for change in Parts.changes {
      var form = parts
      change(&form)
      forms.append(form)
    }
    for (number, form) in forms.enumerated() {
      #expect(
        accepts(form.blob, over: Self.message, by: keygen.key)
          == (try keygen.accepts(form.blob, over: Self.message)), "form \(number)")
    }
  }

  /// OpenSSH takes a name that ends with a NUL; no signer writes one.
  @Test func aNameWithANULIsRefused() throws {
    let keygen = try SSHKeygen(kind: "ed25519")
    var parts = try Parts(try keygen.sign(Self.message))
    parts.namespace.append(0)
    #expect(
      throws: Problem(.badData, "an SSH signature holds a name that is not plain text")
    ) { try SSHSignature(blob: parts.blob) }
  }

  /// RFC 8032 §5.1.7 wants S below the group's order L, or each signature has a second spelling;
  /// OpenSSH 9.2 takes S + L as well.
  @Test func theSecondSpellingOfAnEd25519SignatureIsRefused() throws {
    let keygen = try SSHKeygen(kind: "ed25519")
    var parts = try Parts(try keygen.sign(Self.message))
    let order = try #require(decodedHexadecimal("edd3f55c1a631258d69cf7a2def9de14"))
    let addend = order + [UInt8](repeating: 0, count: 15) + [0x10]
    var carry = 0
    for (position, byte) in addend.enumerated() {
      carry += Int(parts.value[32 + position]) + Int(byte)
      parts.value[32 + position] = UInt8(carry & 255)
      carry >>= 8
    }
    #expect(!accepts(parts.blob, over: Self.message, by: keygen.key))
  }

  @Test func aSignatureForAnotherNamespaceIsRefused() throws {
    let keygen = try SSHKeygen(kind: "ed25519")
    let signature = try SSHSignature(blob: try keygen.sign(Self.message, namespace: "file"))
    try verify(signature, over: Self.message, namespace: "file")
    #expect(throws: Problem(.badData, "a signature for \"file\" is none for \"relman\"")) {
      try verify(signature, over: Self.message, namespace: "relman")
    }
  }

  @Test func aShortRSAKeyIsRefused() throws {
    let keygen = try SSHKeygen(kind: "rsa-1024")
    let signature = try SSHSignature(blob: try keygen.sign(Self.message))
    #expect(
      throws: Problem(.badData, "an RSA key of 1024 bits is too short; 2048 are needed")
    ) { try verify(signature, over: Self.message, namespace: "relman") }
  }

  @Test func aPointThatIsNotOnItsCurveIsRefused() throws {
    let keygen = try SSHKeygen(kind: "ecdsa-256")
    var parts = try Parts(try keygen.sign(Self.message))
    parts.key[parts.key.count - 1] ^= 1
    let signature = try SSHSignature(blob: parts.blob)
    #expect(
      throws: Problem(.badData, #"the numbers of a key "ecdsa-sha2-nistp256" are no such key"#)
    ) { try verify(signature, over: Self.message, namespace: "relman") }
  }

  @Test(arguments: SSHKeygen.kinds)
  func aFingerprintIsTheOneThatSSHKeygenPrints(kind: String) throws {
    let keygen = try SSHKeygen(kind: kind)
    let fields = try keygen.fingerprint().split(separator: " ")
    #expect(try keygen.key.fingerprint == fields[1])
  }
}
