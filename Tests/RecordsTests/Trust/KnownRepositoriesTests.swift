import Glibc
import Release
import Scratch
import Testing
import Trust

@testable import Records

/// The files that decide whom a machine believes.
struct KnownRepositoriesTests {
  private let shop = RemoteAddress("https://forge.example/shop", from: "/")
  private let mill = RemoteAddress("https://forge.example/mill", from: "/")
  private let id = "0123456789abcdef"
  private let one = String(repeating: "1", count: 64)
  private let two = String(repeating: "2", count: 64)

  private func known(_ text: String) throws(Problem) -> KnownRepositories {
    try KnownRepositories(Array(text.utf8), file: "known")
  }

  @Test func eachAddressHasItsOwnLine() throws {
    let known = try known("# ours\n\n\(mill) \(id) \(two)\r\n\(shop)\t\(id) \(one)\n")
    #expect(known[shop]?.first == Digest(hex: one))
    #expect(known[mill]?.first == Digest(hex: two))
    #expect(known[RemoteAddress("/srv/other", from: "/")] == nil)
  }

  @Test func aLineThatIsNoneOfTheseIsRefused() throws {
    for line in [
      "\(shop) \(id) \(one) more", "\(shop) \(id)", "\(id) \(one)", "\(shop) short \(one)",
      "\(shop) \(id) 1234", "\(shop) \(id) \(one)\n\(shop) \(id) \(two)",
    ] {
      #expect(throws: Problem.self, "\(line)") { try known(line) }
    }
  }

  @Test func aPinTakesThePlaceOfTheAddresssOwnLine() throws {
    func pinned(_ text: String) throws -> String {
      let bytes = try KnownRepositories.pin(
        shop, repository: id, first: #require(Digest(hex: two)), in: Array(text.utf8),
        file: "known")
      return String(decoding: bytes, as: UTF8.self)
    }
    let line = "\(shop) \(id) \(two)\n"
    #expect(try pinned("") == line)
    #expect(
      try pinned("# ours\n\(shop) \(id) \(one)\n\(mill) \(id) \(one)\n")
        == "# ours\n\(line)\(mill) \(id) \(one)\n")
    #expect(try pinned("\(mill) \(id) \(one)") == "\(mill) \(id) \(one)\n\(line)")
  }

  @Test func whatWasSeenIsOfOneAddressAndOneForm() throws {
    let file = TrustedFile("/seen")
    let marks = HighWaterMarks(shop)
    #expect(try HighWaterMarks.read(marks.canonical(), of: shop, file: file) == marks)
    #expect(throws: Problem.self) {
      try HighWaterMarks.read(marks.canonical(), of: mill, file: file)
    }
    var newer = marks
    newer.relman = 2
    #expect(throws: Problem.self) {
      try HighWaterMarks.read(newer.canonical(), of: shop, file: file)
    }
  }

  @Test func aFileThatOthersMayWriteIsNotBelieved() throws {
    let scratch = try Scratch()
    try scratch.write("trust/known", "text")
    let file = TrustedFile(scratch.path("trust/known"))
    func isBelieved() -> Bool {
      do throws(Problem) {
        return try file.read() != nil
      } catch {
        return false
      }
    }
    try scratch.sh("chmod 755 trust; chmod 644 trust/known")
    #expect(isBelieved())
    for mode in ["664", "646"] {
      try scratch.sh("chmod \(mode) trust/known")
      #expect(!isBelieved())
    }
    try scratch.sh("chmod 644 trust/known; chmod 775 trust")
    #expect(!isBelieved())
    try scratch.sh("chmod 755 trust; rm trust/known; mkdir trust/known")
    #expect(!isBelieved())
  }

  @Test(.enabled(if: geteuid() == 0)) func anotherUsersFileIsNotBelieved() throws {
    let scratch = try Scratch()
    try scratch.write("trust/known", "text")
    try scratch.sh("chmod 755 trust; chmod 644 trust/known; chown 12345 trust/known")
    #expect(throws: Problem.self) { try TrustedFile(scratch.path("trust/known")).read() }
  }
}
