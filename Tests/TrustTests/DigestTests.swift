import Release
import Scratch
import Testing
import Trust

@Suite struct DigestTests {
  /// The vectors of FIPS 180-4's examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func theVectorsOfTheStandard(text: String, hex: String) throws {
    #expect(try Digest.sha256(Array(text.utf8)).hex == hex)
  }

  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 100_000])
  func sha256sumAgrees(count: Int) throws {
    let bytes = try randomBytes(count)
    let scratch = try Scratch()
    try scratch.write("bytes", bytes: bytes)
    #expect(try scratch.sh("sha256sum bytes") == "\(try Digest.sha256(bytes))  bytes")
  }

  @Test func randomBytesDiffer() throws {
    #expect(try randomBytes(16).count == 16)
    #expect(try randomBytes(16) != randomBytes(16))
    #expect(try randomBytes(0).isEmpty)
  }
}
