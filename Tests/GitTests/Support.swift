import Git
import Release
import Scratch

let ada = Ident(
  name: "Ada Lovelace", mail: "ada@example.org", time: Instant(seconds: 1_767_225_600),
  offsetMinutes: 60)

extension Scratch {
  func opened() throws -> Repository { try Repository.open(at: path) }

  /// The id that git gives a revision.
  func id(_ revision: String) throws -> ObjectID {
    let hex = try git("rev-parse", "--verify", revision)
    guard let id = ObjectID(hex: hex) else { throw Problem(.bug, "not an id: \(quoted(hex))") }
    return id
  }

  func lines(_ arguments: String...) throws -> [String] {
    try sh("git " + arguments.joined(separator: " ")).split(separator: "\n").map(String.init)
  }
}

/// The problem that a call throws; nil when it throws none.
func problem(_ body: () throws(Problem) -> Void) -> Problem? {
  do throws(Problem) {
    try body()
    return nil
  } catch {
    return error
  }
}
