/// All that a package is made of, read from one commit and its history: what `assemble` needs and
/// no more, so that the same tag gives the same package everywhere.
public struct PackageInput: Sendable {
  public var tag: String
  public var version: Version
  public var source: ObjectID
  public var line: PackageDefinition
  public var rules: CommitRules
  /// SHA-256 of `.relman/config.yaml`.
  public var configurationDigest: Digest
  public var previous: Previous?
  /// Since the last release, newest first.
  public var commits: [ReleasedCommit]
  /// Every ticket in the tree, by id.
  public var tickets: [String: Ticket]
  public var models: [ReleaseModel]
  /// Every file that the package may carry, in the order of their paths' bytes.
  public var files: [PackagedFile]
  /// What stands where the package would carry a file, but is a link or a submodule.
  public var unsupportedPaths: [Path]
  /// SHA-256 of the release notes.
  public var notes: Digest

  public init(
    tag: String, version: Version, source: ObjectID, line: PackageDefinition, rules: CommitRules,
    configurationDigest: Digest, previous: Previous?, commits: [ReleasedCommit],
    tickets: [String: Ticket], models: [ReleaseModel], files: [PackagedFile],
    unsupportedPaths: [Path],
    notes: Digest
  ) {
    self.tag = tag
    self.version = version
    self.source = source
    self.line = line
    self.rules = rules
    self.configurationDigest = configurationDigest
    self.previous = previous
    self.commits = commits
    self.tickets = tickets
    self.models = models
    self.files = files
    self.unsupportedPaths = unsupportedPaths
    self.notes = notes
  }

  /// The package that this one follows.
  public struct Previous: Sendable {
    public var package: Package
    public var digest: Digest

    public init(package: Package, digest: Digest) {
      self.package = package
      self.digest = digest
    }
  }

  public struct Ticket: Sendable {
    public var change: Change
    /// SHA-256 of the file.
    public var sha256: Digest

    public init(change: Change, sha256: Digest) {
      self.change = change
      self.sha256 = sha256
    }
  }

  /// A commit that wants its place in the package.
  public struct ReleasedCommit: Sendable {
    public var id: ObjectID
    public var subject: String
    public var authorMail: String
    /// Of the committer and the co-authors.
    public var otherMails: [String]
    /// The ids in its `Change:` trailers.
    public var changes: [String]
    /// The ids in its `Rework:` trailers: released migrations that it edits on purpose,
    /// because they never worked anywhere.
    public var reworks: [String]
    public var isConventional: Bool
    public var isMerge: Bool
    /// What it changed against its first parent.
    public var paths: [Path]
    /// The statements that corrected it.
    public private(set) var corrections: [Digest] = []

    /// Those of `otherMails` that are not the author's, each once; nil for none.
    var contributors: [String]? {
      let others = Set(otherMails.filter { $0.lowercased() != authorMail.lowercased() })
      return others.isEmpty ? nil : others.sorted()
    }

    /// Takes over what a correction says.
    public mutating func correct(_ correction: Correction, by id: Digest) {
      subject = correction.subject ?? subject
      if let change = correction.change { changes = [change] }
      if correction.type != nil { isConventional = true }
      corrections.append(id)
    }

    public init(
      id: ObjectID, subject: String, authorMail: String, otherMails: [String] = [],
      changes: [String], reworks: [String] = [], isConventional: Bool, isMerge: Bool, paths: [Path]
    ) {
      self.id = id
      self.subject = subject
      self.authorMail = authorMail
      self.otherMails = otherMails
      self.changes = changes
      self.reworks = reworks
      self.isConventional = isConventional
      self.isMerge = isMerge
      self.paths = paths
    }
  }
}
