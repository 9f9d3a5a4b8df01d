/// What `package.json` holds: everything that one release carries, and what each commit since the
/// last release became. The SHA-256 of its canonical JSON is the package digest.
public struct Package: Hashable, Sendable, Codable {
  /// The version of the format that is written.
  public static let format = 2

  public var relman = Package.format
  /// The version of what made it.
  public var generator = PackageGenerator.version
  public var name: String
  public var version: String
  public var tag: String
  /// The commit that the tag names.
  public var source: ObjectID
  /// The previous package of the line; nil for the first.
  public var previous: Previous?
  /// SHA-256 of `.relman/config.yaml` at the tag: it decides what a package holds.
  public var configuration: Digest
  public var model: String
  public var risk: Risk
  public var changes: [PackagedChange]
  /// Since the last release, newest first.
  public var commits: [PackagedCommit]
  public var databases: [PackagedDatabase]
  public var files: [PackagedFile]
  /// SHA-256 of `NOTES.md`.
  public var notes: Digest

  public init(
    name: String, version: String, tag: String, source: ObjectID, previous: Previous?,
    configuration: Digest, model: String, risk: Risk, changes: [PackagedChange],
    commits: [PackagedCommit], databases: [PackagedDatabase], files: [PackagedFile], notes: Digest
  ) {
    self.name = name
    self.version = version
    self.tag = tag
    self.source = source
    self.previous = previous
    self.configuration = configuration
    self.model = model
    self.risk = risk
    self.changes = changes
    self.commits = commits
    self.databases = databases
    self.files = files
    self.notes = notes
  }

  public struct Previous: Hashable, Sendable, Codable {
    public var tag: String
    public var digest: Digest

    public init(tag: String, digest: Digest) {
      self.tag = tag
      self.digest = digest
    }
  }
}

/// A change ticket in a package; its text is `changes/<id>.md`.
public struct PackagedChange: Hashable, Sendable, Codable {
  public var id: String
  public var title: String
  public var risk: Risk
  public var sha256: Digest

  public init(id: String, title: String, risk: Risk, sha256: Digest) {
    self.id = id
    self.title = title
    self.risk = risk
    self.sha256 = sha256
  }
}

/// One file of the payload.
public struct PackagedFile: Hashable, Sendable, Codable {
  public var path: Path
  public var mode: Mode
  public var bytes: Int
  public var sha256: Digest

  public init(path: Path, mode: Mode, bytes: Int, sha256: Digest) {
    self.path = path
    self.mode = mode
    self.bytes = bytes
    self.sha256 = sha256
  }

  /// As Git writes the modes of the files that a package may carry.
  public enum Mode: String, Hashable, Sendable, Codable {
    case regular = "100644"
    case executable = "100755"
  }
}
