import Formats
import Release
import Trust

/// The newest that this machine has seen of a repository: less is refused later, whoever may push.
struct HighWaterMarks: Codable, Hashable {
  var relman = 1
  var address: String
  /// The newest version in force.
  var policy: PolicyReference?
  /// Tips by the full names of their refs.
  var tips: [String: ObjectID] = [:]

  init(_ address: RemoteAddress) { self.address = address.text }

  func canonical() throws(Problem) -> [UInt8] { try CanonicalJSON.encode(self) }

  /// One file an address, named for it, since an address may be longer than a file's name.
  static func file(_ address: RemoteAddress, in folder: String) throws(Problem) -> TrustedFile {
    let name = try Digest.sha256(Array(address.text.utf8)).hex.prefix(32)
    return TrustedFile("\(folder)/\(name).json")
  }

  /// - Throws: `.badData`, with the command that starts over, when the file is damaged.
  static func read(
    _ bytes: [UInt8]?, of address: RemoteAddress, file: TrustedFile
  ) throws(Problem) -> HighWaterMarks {
    guard let bytes else { return HighWaterMarks(address) }
    do throws(Problem) {
      let marks = try CanonicalJSON.decode(
        HighWaterMarks.self, from: bytes, what: "what was seen of it")
      guard marks.relman == 1, marks.address == address.text else {
        throw Problem(.badData, "it is about \(quoted(marks.address))")
      }
      return marks
    } catch {
      throw Problem(
        .badData, "\(quoted(file.path)) is damaged: \(error.message)", hint: "rm \(file.path)")
    }
  }
}
