import Release
import Testing

@testable import Formats

@Suite struct DocumentsPinTests {
  private func replaced(_ text: String, with tag: String = "v2.0.0") throws(Problem) -> String {
    let bytes = try Manifest.replacingPin(in: Array(text.utf8), with: tag, file: "p.yaml")
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("environment: p\nrelease: v1\n", "environment: p\nrelease: v2.0.0\n"),
    ("release: v1\nenvironment: p", "release: v2.0.0\nenvironment: p"),
    ("environment: p\nrelease:  v1  # c\n", "environment: p\nrelease:  v2.0.0  # c\n"),
    (
      "environment: p\nrelease: \"v1\" # release: x\n",
      "environment: p\nrelease: v2.0.0 # release: x\n"
    ),
    ("environment: p\nrelease: 'v''1'\n", "environment: p\nrelease: v2.0.0\n"),
    ("environment: p\nrelease: 'v # 1'\t# c\n", "environment: p\nrelease: v2.0.0\t# c\n"),
    ("environment: p\nrelease: v1#2\n", "environment: p\nrelease: v2.0.0\n"),
    ("environment: p\nrelease:   # none yet\n", "environment: p\nrelease: v2.0.0   # none yet\n"),
    ("environment: p\nrelease:\n", "environment: p\nrelease: v2.0.0\n"),
    ("environment: p\nrelease:", "environment: p\nrelease: v2.0.0"),
    ("environment: p\nrelease: ~\n", "environment: p\nrelease: v2.0.0\n"),
    ("environment: p\nrelease: null # c", "environment: p\nrelease: v2.0.0 # c"),
    (
      "environment: p\r\nrelease: v1\r\ngates: {}\r\n",
      "environment: p\r\nrelease: v2.0.0\r\ngates: {}\r\n"
    ),
    (
      "environment: p\r\nrelease:\r\ngates: {}\r\n",
      "environment: p\r\nrelease: v2.0.0\r\ngates: {}\r\n"
    ),
    ("environment: p\n\"release\" : v1\n", "environment: p\n\"release\" : v2.0.0\n"),
    ("environment: p\n? release\n: v1\n", "environment: p\n? release\n: v2.0.0\n"),
    ("environment: p\nrelease:\n  v1\n", "environment: p\nrelease:\n  v2.0.0\n"),
    ("{environment: p, release: v1}\n", "{environment: p, release: v2.0.0}\n"),
    ("{environment: p, release: , gates: }\n", "{environment: p, release:  v2.0.0, gates: }\n"),
    (
      "# é😀\u{2028}environment: p\nrelease: v1 # ü\n",
      "# é😀\u{2028}environment: p\nrelease: v2.0.0 # ü\n"
    ),
    (
      "environment: p\n# release: v0\nrelease: v1\n",
      "environment: p\n# release: v0\nrelease: v2.0.0\n"
    ),
  ])
  func onlyTheValueIsReplaced(before: String, after: String) throws {
    #expect(try replaced(before) == after)
  }

  @Test(arguments: [
    ("environment: p\ngates: {}\n", "environment: p\nrelease: v2.0.0\ngates: {}\n"),
    ("environment: p # release: v1\n", "environment: p # release: v1\nrelease: v2.0.0\n"),
    ("environment: p", "environment: p\nrelease: v2.0.0"),
    ("environment: p\r\ngates: {}\r\n", "environment: p\r\nrelease: v2.0.0\r\ngates: {}\r\n"),
    ("gates: {}\r\nenvironment: p", "gates: {}\r\nenvironment: p\r\nrelease: v2.0.0"),
    ("  environment: p\n  gates: {}\n", "  environment: p\n  release: v2.0.0\n  gates: {}\n"),
    ("environment:\n  p\ngates:\n", "environment:\n  p\nrelease: v2.0.0\ngates:\n"),
    ("---\nenvironment: p\n...\n", "---\nenvironment: p\nrelease: v2.0.0\n...\n"),
  ])
  func aMissingPinIsAddedBelowTheName(before: String, after: String) throws {
    #expect(try replaced(before) == after)
  }

  @Test func keysThatAreDeeperAreNoPin() throws {
    let gates = "gates: {evidence: [release]}\n"
    let steps = "steps:\n  deploy:\n    - run: |-\n        release: v1\n"
    #expect(
      try replaced("environment: p\n" + gates + steps)
        == "environment: p\nrelease: v2.0.0\n" + gates + steps)
    #expect(
      try replaced(gates + steps + "release: v1\nenvironment: p\n")
        == gates + steps + "release: v2.0.0\nenvironment: p\n")
  }

  @Test(arguments: ["v1.0.0+b", "1.4.0", "@shop/v1.0.0", "shop@1.0.0", "null", "a/b/v1", "-v1"])
  func everyTagIsWrittenSoThatItIsReadBack(tag: String) throws {
    for before in ["environment: p\nrelease: v1 # c\n", "environment: p\n"] {
      let text = try replaced(before, with: tag)
      #expect(try Manifest.parse(Array(text.utf8), file: "p.yaml", name: "p").release == tag)
    }
  }

  @Test(arguments: ["{environment: p}\n", "{environment: p, release}\n", "--- {environment: p}\n"])
  func whatCannotBeChangedInPlaceIsRefused(before: String) {
    #expect {
      try replaced(before)
    } throws: { error in
      (error as? Problem)?.message.hasSuffix(
        "the pin cannot be changed in place; write the line \"release: v2.0.0\"") == true
    }
  }

  @Test(arguments: [
    ("release: v1\n", "1:1: the key \"environment\" is missing"),
    ("- a\n", "1:1: the key \"environment\" is missing"),
    ("environment: p\nreleas: v1\n", "2:1: unknown key \"releas\"; did you mean \"release\"?"),
    ("environment: p\nrelease: [v1]\n", "2:10: expected text, found a list"),
    ("environment: p\nrelease: v1\nrelease: v2\n", "3:1: the key \"release\" stands here twice"),
  ])
  func whatIsNoManifestIsRefused(before: String, message: String) {
    #expect(throws: Problem.placed("p.yaml:\(message)")) { try replaced(before) }
  }

  @Test(arguments: 1...500)
  func everyOtherByteStays(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let lines = random.lines()
    let before = lines.joined()
    let after = try replaced(before, with: "v9.9.9")
    var expected = try Manifest.parse(Array(before.utf8), file: "p.yaml", name: "p")
    expected.release = "v9.9.9"
    #expect(try Manifest.parse(Array(after.utf8), file: "p.yaml", name: "p") == expected)
    let pin = lines.firstIndex { $0.hasPrefix("release") }
    let old = Array(before.utf8)
    let new = Array(after.utf8)
    let head = lines[..<(pin ?? lines.endIndex)].joined().utf8.count
    let tail = pin.map { lines[($0 + 1)...].joined().utf8.count } ?? 0
    if pin != nil {
      #expect(new.prefix(head) == old.prefix(head) && new.suffix(tail) == old.suffix(tail))
    } else {
      let added = "release: v9.9.9"
      #expect(after.filter { $0 != "\n" && $0 != "\r\n" }.contains(added))
      let rest = after.split(whereSeparator: \.isNewline).filter { $0 != added }
      #expect(rest == before.split(whereSeparator: \.isNewline))
    }
  }
}

extension Seeded {
  /// The lines of a manifest in any order and layout.
  fileprivate mutating func lines() -> [String] {
    let lineBreak = ["\n", "\r\n"].randomElement(using: &self) ?? "\n"
    let pins = [
      "release: v1", "release:   v1   # release: v0", "release: \"v1\"", "release: 'v1' # \"x\"",
      "release:", "release:  # none yet", "release: ~", "release:\t# é😀", "release : v1",
    ]
    var lines = [
      "environment: p", "# release: v7 é",
      "targets: [{name: release, database: b, url: \"sqlite:release: v4\"}]",
      "onFailure: stop  # release: v5",
      "steps:\(lineBreak)  deploy:\(lineBreak)  - run: \"x release: v3 😀\"",
    ].shuffled(using: &self)
    if Int.random(in: 0..<4, using: &self) > 0, let pin = pins.randomElement(using: &self) {
      lines.insert(pin, at: Int.random(in: 0...lines.count, using: &self))
    }
    let endsOpen = Bool.random(using: &self)
    return lines.enumerated().map { place, line in
      line + (endsOpen && place == lines.count - 1 ? "" : lineBreak)
    }
  }
}
