/// What `package.json` holds: everything that one release carries, and what each commit since the
/// last release became. The SHA-256 of its canonical JSON is the package digest.
public struct Package: Hashable, Sendable, Codable {
  /// The format's version.
  public var relman = 1
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

/// A commit since the last release, and where it went: a ticket's id, a change of its own, or the
/// reason why it is left out.
public struct PackagedCommit: Hashable, Sendable, Codable {
  public var id: ObjectID
  public var subject: String
  /// The author's mail address, which `distinct: [author]` looks up.
  public var author: String
  /// A ticket's id, or `commit:<id>` for a conventional commit that is a change of its own.
  public var change: String?
  public var leftOut: String?
  /// The statements that corrected it; nil where there are none.
  public var corrections: [Digest]?

  public init(
    id: ObjectID, subject: String, author: String, change: String? = nil, leftOut: String? = nil,
    corrections: [Digest]? = nil
  ) {
    self.corrections = corrections
    self.id = id
    self.subject = subject
    self.author = author
    self.change = change
    self.leftOut = leftOut
  }
}

/// A database's changes, all of them, in the order in which they are applied.
public struct PackagedDatabase: Hashable, Sendable, Codable {
  public var name: String
  public var path: Path
  public var layout: Database.Layout
  public var changes: [Migration]

  public init(name: String, path: Path, layout: Database.Layout, changes: [Migration]) {
    self.name = name
    self.path = path
    self.layout = layout
    self.changes = changes
  }
}

/// One migration: three scripts in the payload.
public struct Migration: Hashable, Sendable, Codable {
  /// Its folder's name, such as `2026-11-21-discounts`.
  public var id: String
  public var deploy: Digest
  public var revert: Digest?
  public var verify: Digest?

  public init(id: String, deploy: Digest, revert: Digest? = nil, verify: Digest? = nil) {
    self.id = id
    self.deploy = deploy
    self.revert = revert
    self.verify = verify
  }
}

/// One file of the payload.
public struct PackagedFile: Hashable, Sendable, Codable {
  public var path: Path
  /// `100644` or `100755`.
  public var mode: String
  public var bytes: Int
  public var sha256: Digest

  public init(path: Path, mode: String, bytes: Int, sha256: Digest) {
    self.path = path
    self.mode = mode
    self.bytes = bytes
    self.sha256 = sha256
  }
}
