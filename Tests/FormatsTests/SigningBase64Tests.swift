import Formats
import FoundationEssentials
import Testing

@Suite struct SigningBase64Tests {
  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func theVectorsOfTheRFC(text: String, base64: String) {
    #expect(Base64.encode(Array(text.utf8)) == base64)
    #expect(Base64.decode(base64) == Array(text.utf8))
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func foundationAgreesOnRandomBytes(seed: UInt64) {
    var random = Seeded(seed: seed)
    let bytes = (0..<Int(seed)).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let text = Base64.encode(bytes)
    #expect(text == Data(bytes).base64EncodedString())
    #expect(Base64.decode(text) == bytes)
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zg===", "Z===", "====", "=", "==", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm-_",
    "Zm9vZ", "Zh==", "Zm9=", "Zm9é", "Z=g=",
  ])
  func anotherSpellingIsRefused(text: String) {
    #expect(Base64.decode(text) == nil)
  }
}
