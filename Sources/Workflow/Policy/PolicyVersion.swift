import Formats
import Release
import Trust

/// One version of the rules, as `version.json` on the policy ref holds it. Its digest is the
/// SHA-256 of its canonical bytes, and binds every file of the snapshot.
struct PolicyVersion: Hashable, Codable {
  var relman = 1
  var version: Int
  var repository: String
  /// The digest of the version before; nil for the first.
  var previous: Digest?
  var files: [File]

  struct File: Hashable, Codable {
    var path: String
    var sha256: Digest
  }

  init(
    _ version: Int, after previous: Digest?, repository: String, snapshot: PolicySnapshot
  ) throws(Problem) {
    self.version = version
    self.repository = repository
    self.previous = previous
    files = []
    for (path, bytes) in snapshot.sorted {
      files.append(File(path: path, sha256: try Digest.sha256(bytes)))
    }
  }

  static let fileName = "version.json"
  static let signaturesName = "signatures"
}

/// What an owner's signature says of a version.
struct PolicyClaim: Hashable, Codable {
  var version: Int
  var repository: String
  var previous: Digest?
}
