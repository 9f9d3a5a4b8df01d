import Formats
import Release
import Scratch
import Testing
import Trust

/// Keys that live in a FIDO device, played by `openssl`: what the device would sign is put together
/// here by OpenSSH's PROTOCOL.u2f.
@Suite struct SecurityKeyTests {
  private static let message = Array("a package".utf8)

  @Test(arguments: ["ed25519", "ecdsa"])
  func aSignatureHasTheAnswerOfSSHKeygen(kind: String) throws {
    let device = try Device(kind: kind)
    let keygen = try SSHKeygen(key: device.key)
    let blob = try device.sign(Self.message)
    try verify(SSHSignature(blob: blob), over: Self.message, namespace: "relman")
    #expect(try keygen.accepts(blob, over: Self.message))
    for position in stride(from: 10, to: blob.count, by: 3) {
      var mutant = blob
      mutant[position] ^= 1
      #expect(throws: Problem.self, "byte \(position)") {
        try verify(SSHSignature(blob: mutant), over: Self.message, namespace: "relman")
      }
      #expect(try !keygen.accepts(mutant, over: Self.message), "byte \(position)")
    }
  }
}

private struct Device {
  let key: SSHPublicKey
  private let type: String
  private let scratch: Scratch

  init(kind: String) throws {
    scratch = try Scratch()
    let isEd25519 = kind == "ed25519"
    type = isEd25519 ? "sk-ssh-ed25519@openssh.com" : "sk-ecdsa-sha2-nistp256@openssh.com"
    let options = isEd25519 ? "ED25519" : "EC -pkeyopt ec_paramgen_curve:P-256"
    try scratch.sh(
      """
      openssl genpkey -algorithm \(options) -out key 2>/dev/null
      openssl pkey -in key -pubout -outform DER | tail -c \(isEd25519 ? 32 : 65) >point
      """)
    let curve = isEd25519 ? [] : [Array("nistp256".utf8)]
    let point = try Self.bytes(of: "point", in: scratch)
    key = try SSHPublicKey(
      blob: Parts.joined([Array(type.utf8)] + curve + [point, Array("ssh:".utf8)]))
  }

  /// The blob of a signature with a touch, the device's seventh.
  func sign(_ message: [UInt8]) throws -> [UInt8] {
    let touch: [UInt8] = [1, 0, 0, 0, 7]
    let names = ["relman", "", "sha256"].map { Array($0.utf8) }
    let signed = Array("SSHSIG".utf8) + Parts.joined(names + [try digest(of: message)])
    let application = try digest(of: Array("ssh:".utf8))
    try scratch.write("data", bytes: application + touch + (try digest(of: signed)))
    let isEd25519 = type.contains("ed25519")
    try scratch.sh(
      isEd25519
        ? "openssl pkeyutl -sign -rawin -inkey key -in data -out value"
        : "openssl dgst -sha256 -sign key -out value data")
    let made = try Self.bytes(of: "value", in: scratch)
    let value = isEd25519 ? made : Parts.joined(Self.integers(in: made))
    let inner = Parts.joined([Array(type.utf8), value]) + touch
    return Array("SSHSIG".utf8) + [0, 0, 0, 1] + Parts.joined([key.blob] + names + [inner])
  }

  private func digest(of bytes: [UInt8]) throws -> [UInt8] {
    try scratch.write("hashed", bytes: bytes)
    try scratch.sh("openssl dgst -sha256 -binary hashed >digest")
    return try Self.bytes(of: "digest", in: scratch)
  }

  private static func bytes(of file: String, in scratch: Scratch) throws -> [UInt8] {
    let hex = try scratch.sh("od -An -v -tx1 \(file) | tr -d ' \\n'")
    return try #require(decodedHexadecimal(hex))
  }

  /// The contents of the two integers of a short DER sequence.
  private static func integers(in der: [UInt8]) -> [[UInt8]] {
    let first = Array(der[4...].prefix(Int(der[3])))
    return [first, Array(der[(6 + first.count)...])]
  }
}
