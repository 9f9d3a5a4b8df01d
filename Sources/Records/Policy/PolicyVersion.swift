import Formats
import Release
import Trust

/// One version of the rules, as `version.json` on the policy ref holds it. Its digest is the
/// SHA-256 of its canonical bytes, and binds every file of the snapshot.
public struct PolicyVersion: Hashable, Codable, Sendable {
  public var relman = 1
  public var version: Int
  public var repository: String
  /// The digest of the version before; nil for the first.
  public var previous: Digest?
  public var files: [File]

  public struct File: Hashable, Codable, Sendable {
    var path: String
    var sha256: Digest
  }

  public init(
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

  public static let fileName = "version.json"
  public static let signaturesName = "signatures"
}

/// What an owner's signature says of a version.
public struct PolicyClaim: Hashable, Codable, Sendable {
  public var version: Int
  public var repository: String
  public var previous: Digest?
}
