import Formats
import Release
import Testing

@Suite struct SigningSSHPublicKeyTests {
  private static let base64 =
    "AAAAC3NzaC1lZDI1NTE5AAAAIHc80rczH8n4TviLeUfA8SZbJX4A08DEnCTgdg9LvF5z"

  @Test func aLineOfAPubFileIsRead() throws {
    let key = try SSHPublicKey(line: "ssh-ed25519 \(Self.base64) a person\n")
    #expect(key.type == "ssh-ed25519")
    #expect(key.line == "ssh-ed25519 \(Self.base64)")
    #expect(key.blob == Base64.decode(Self.base64))
    guard case .ed25519(let point) = key.material else {
      Issue.record("not Ed25519")
      return
    }
    #expect(point == Array(key.blob.suffix(32)))
  }

  @Test func aKeyOfAnotherTypeIsKeptByItsName() throws {
    let blob: [UInt8] = [0, 0, 0, 7] + Array("ssh-dss".utf8) + [1, 2, 3]
    let key = try SSHPublicKey(blob: blob)
    #expect(key.material == .unsupported("ssh-dss"))
    #expect(key.blob == blob)
  }

  @Test(arguments: [
    "", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa \(base64)", "ssh-ed25519 \(base64)AAAA",
    "\(base64)", "ssh-ed25519 \(base64.dropLast(4))",
  ])
  func aMalformedLineIsRefused(line: String) {
    #expect(throws: Problem.self) { try SSHPublicKey(line: line) }
  }

  @Test func noPrefixOfAKeyIsAKeyOfItsType() throws {
    let blob = try #require(Base64.decode(Self.base64))
    for count in 0..<blob.count {
      #expect(throws: Problem.self) { try SSHPublicKey(blob: Array(blob.prefix(count))) }
    }
  }

  @Test func numbersOfAnotherFormAreRefused() {
    func blob(_ strings: [[UInt8]]) -> [UInt8] {
      strings.flatMap { [0, 0, UInt8($0.count >> 8), UInt8($0.count & 255)] + $0 }
    }
    let curve = [Array("ecdsa-sha2-nistp256".utf8), Array("nistp256".utf8)]
    let point = [UInt8](repeating: 1, count: 64)
    let rsa = [Array("ssh-rsa".utf8)]
    #expect(throws: Never.self) { try SSHPublicKey(blob: blob(curve + [[4] + point])) }
    #expect(throws: Problem.self) { try SSHPublicKey(blob: blob(curve + [[2] + point])) }
    #expect(throws: Problem.self) { try SSHPublicKey(blob: blob(curve + [[4, 0] + point])) }
    #expect(throws: Never.self) { try SSHPublicKey(blob: blob(rsa + [[3], [0, 0x80]])) }
    #expect(throws: Problem.self) { try SSHPublicKey(blob: blob(rsa + [[3], [0x80]])) }
    #expect(throws: Problem.self) { try SSHPublicKey(blob: blob(rsa + [[3], [0]])) }
    #expect(throws: Problem.self) { try SSHPublicKey(blob: blob(rsa + [[], [3]])) }
  }
}
