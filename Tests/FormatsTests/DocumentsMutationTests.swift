import Formats
import Release
import Testing

/// Whatever bytes come: a document parses, or the problem says where it does not.
@Suite struct DocumentsMutationTests {
  private struct Document: Sendable {
    let text: String
    let read: @Sendable ([UInt8]) throws(Problem) -> Void
  }

  private static let documents = [
    Document(text: configurationText(name: "shop", databases: ["shop", "audit"])) {
      bytes throws(Problem) in _ = try Configuration.parse(bytes, file: "f")
    },
    Document(text: environmentText(name: "p", after: "s", databases: ["shop"])) {
      bytes throws(Problem) in
      _ = try Manifest.parse(bytes, file: "f", name: "p")
      let pinned = try Manifest.replacingPin(in: bytes, with: "v1", file: "f")
      #expect(try Manifest.parse(pinned, file: "f", name: "p").release == "v1")
    },
    Document(
      text: policyText(
        Policy(
          repository: String(repeating: "0f", count: 16),
          people: ["ada": .init(mails: ["ada@example.org"])], roles: ["dba": ["ada"]],
          veto: ["dba"], owners: .init(people: ["ada"])))
    ) { bytes throws(Problem) in _ = try Policy.parse(bytes, file: "f") },
    Document(text: modelTexts.map(\.text).last ?? "") { bytes throws(Problem) in
      _ = try ReleaseModel.parse(bytes, file: "f", name: "emergency")
    },
    Document(
      text: ticketText(
        for: Change(
          id: "c", title: "é \"x\"", links: ["a", "b"], paths: [Glob("**")],
          sections: [.notes: "```\n# Notes\n```", .rollback: "x"]))
    ) { bytes throws(Problem) in
      let change = try Change.parse(id: "c", bytes, file: "f")
      let again = try Change.parse(
        id: "c", Array(ticketText(for: change).utf8), file: "again")
      #expect(again.title == change.title && again.links == change.links)
    },
  ]

  @Test(arguments: 1...400)
  func changedBytesAreReadOrRefusedWithTheirPlace(seed: UInt64) {
    var random = Seeded(seed: seed)
    for document in Self.documents {
      let bytes = random.mutated(Array(document.text.utf8))
      do throws(Problem) {
        try document.read(bytes)
      } catch {
        #expect(error.kind == .configuration)
        #expect(beginsWithPlace(error.message), "\(error.message)")
      }
    }
  }

  private func beginsWithPlace(_ message: String) -> Bool {
    let parts = message.split(separator: ":", maxSplits: 3)
    return parts.count == 4 && parts[0] == "f" && parts[3].hasPrefix(" ")
      && parts[1...2].allSatisfy { (Int($0) ?? 0) > 0 }
  }
}

extension Seeded {
  /// One to eight bytes flipped, cut off, put in, taken out or copied.
  fileprivate mutating func mutated(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    let inserted = Array("\"'#:-[]{},&*!|>%@`?~\n\r\t \\\u{0}é\u{2028}".utf8)
    for _ in 0..<Int.random(in: 1...8, using: &self) {
      guard let place = bytes.indices.randomElement(using: &self) else { return bytes }
      switch Int.random(in: 0...9, using: &self) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      case 1: bytes.removeSubrange(place...)
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(contentsOf: bytes[place...].prefix(40), at: 0)
      default: bytes.insert(inserted.randomElement(using: &self) ?? 0, at: place)
      }
    }
    return bytes
  }
}
