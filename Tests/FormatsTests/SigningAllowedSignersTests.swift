import Formats
import Release
import Testing

@Suite struct SigningAllowedSignersTests {
  private static let key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHc80rczH8n4TviLeUfA8SZbJX4A08DEnCTgdg9LvF5z"

  private func parse(_ text: String) throws -> [AllowedSigner] {
    try AllowedSigners.parse(Array(text.utf8), file: "allowed_signers")
  }

  @Test func aLineNamesPersonNamespacesWindowAndKey() throws {
    let signers = try parse(
      """
      # people

      \tann,ann@example.org Namespaces="git,relman",valid-after="20260101",\
      valid-before="202612312359Z" \(Self.key) laptop
      """)
    let signer = try #require(signers.first)
    #expect(signers.count == 1)
    #expect(signer.person == "ann")
    #expect(signer.principals == ["ann", "ann@example.org"])
    #expect(signer.namespaces == ["git", "relman"])
    #expect(signer.validAfter == Instant("2026-01-01T00:00:00Z"))
    #expect(signer.validBefore == Instant("2026-12-31T23:59:00Z"))
    #expect(signer.key.line == Self.key)
    #expect(signer.line == 3)
  }

  @Test func bothEndsOfAWindowAreInIt() throws {
    let window = #"namespaces="relman",valid-after="20260101120000",valid-before="20260102Z""#
    let signer = try #require(try parse("ann \(window) \(Self.key)").first)
    let first = try #require(Instant("2026-01-01T12:00:00Z"))
    let last = try #require(Instant("2026-01-02T00:00:00Z"))
    #expect(signer.isValid(at: first) && signer.isValid(at: last))
    #expect(!signer.isValid(at: first.adding(seconds: -1)))
    #expect(!signer.isValid(at: last.adding(seconds: 1)))
  }

  @Test(arguments: [
    ("ann KEY", #"no namespaces; write namespaces="relman" before the key's type"#),
    (
      #"ann valid-after="20260101" KEY"#,
      "no namespaces; write namespaces=\"relman\" before the key's type"
    ),
    (
      #"ann cert-authority,namespaces="relman" KEY"#,
      "cert-authority is refused: list each signer's own key"
    ),
    ("ann cert-authority KEY", "cert-authority is refused: list each signer's own key"),
    (
      #"*@example.org namespaces="relman" KEY"#,
      #""*@example.org" is not a plain principal; patterns are refused"#
    ),
    (
      #"ann,!bob namespaces="relman" KEY"#,
      #""!bob" is not a plain principal; patterns are refused"#
    ),
    (#"ann, namespaces="relman" KEY"#, #""" is not a plain principal; patterns are refused"#),
    (#"ann namespaces="rel*" KEY"#, #""rel*" is not a plain namespace; patterns are refused"#),
    (#"ann namespaces="" KEY"#, #""" is not a plain namespace; patterns are refused"#),
    (#"ann namespaces=relman KEY"#, "the option namespaces needs a value in double quotes"),
    (#"ann namespaces KEY"#, "the option namespaces needs a value in double quotes"),
    (#"ann namespaces="a",namespaces="b" KEY"#, "the option namespaces stands here twice"),
    (#"ann namespaces="relman",no-touch="x" KEY"#, #"the option "no-touch" is unknown"#),
    (#"ann namespaces="relman KEY"#, "a quote that is not closed"),
    (
      #"ann namespaces="relman",valid-after="2026" KEY"#,
      #""2026" is not a time like 20261121 or 202611210930Z"#
    ),
    (
      #"ann namespaces="relman",valid-after="20260230" KEY"#,
      #""20260230" is not a time like 20261121 or 202611210930Z"#
    ),
    (
      #"ann namespaces="relman",valid-after="20260102",valid-before="20260101" KEY"#,
      "valid-before is not later than valid-after"
    ),
    (#"ann namespaces="relman""#, #""" is not an SSH public key"#),
    (#"ann namespaces="relman" ssh-rsa AAAA"#, "an SSH public key ends too early"),
    ("ann namespaces=\"relman\" KEY\r", "a control character; lines end with a line feed alone"),
  ])
  func aDoubtfulLineIsRefusedWithItsPlace(line: String, message: String) {
    let text = "# people\n" + line.replacing("KEY", with: Self.key)
    #expect(throws: Problem.placed("allowed_signers:2: \(message)")) { try parse(text) }
  }

  @Test func oneKeyIsOnePersons() throws {
    let line = "namespaces=\"relman\" \(Self.key)\n"
    #expect(try parse("ann \(line)ann,anna \(line)").count == 2)
    #expect(throws: Problem.placed("f:2: the key of line 1, under another name")) {
      try AllowedSigners.parse(Array("ann \(line)bob,ann \(line)".utf8), file: "f")
    }
  }

  @Test func noPrefixOfALineTraps() {
    let text = "ann namespaces=\"relman\",valid-after=\"20260101Z\" \(Self.key) laptop"
    for count in 0..<text.count { _ = try? parse(String(text.prefix(count))) }
    #expect(throws: Problem.self) { try AllowedSigners.parse([0xff], file: "f") }
  }
}
