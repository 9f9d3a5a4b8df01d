/// What a reviewer needs to see of a release before anybody approves it, all as of one commit.
public struct Review: Hashable, Sendable, Encodable {
  /// The commit that is, or would be, released; everything was read from it.
  public var commit: ObjectID
  /// The package's name.
  public var name: String
  /// Nil when there is nothing to release, as is all that follows from it.
  @OrNull public var tag: String?
  @OrNull public var version: String?
  /// Whether the tag exists; otherwise this is the release that HEAD would give.
  public var isTagged: Bool
  /// Of the package that the tag gives; it moves with every commit until there is a tag.
  @OrNull public var digest: Digest?
  @OrNull public var previous: String?
  @OrNull public var model: String?
  @OrNull public var risk: Risk?
  /// The rules in force, by which the gates are judged; nil where this clone has none.
  @OrNull public var policy: PolicyReference?
  /// What is wrong, and what is worth a look: errors first.
  public var findings: [ReviewFinding]
  /// What decides what a package holds, and differs from the previous release.
  public var configuration: [ReviewedFile]
  /// The rules that the commit proposes, where they are not those in force.
  public var proposedRules: [ReviewedFile]
  /// In the order in which they are applied.
  public var migrations: [ReviewedMigration]
  public var environments: [ReviewedEnvironment]
  public var approvals: [ReviewedApproval]
  public var changes: [PackagedChange]
  /// Since the previous release, newest first.
  public var commits: [ReviewedCommit]
  @OrNull public var notes: ReviewedNotes?

  public init(commit: ObjectID, name: String) {
    self.commit = commit
    self.name = name
    isTagged = false
    findings = []
    configuration = []
    proposedRules = []
    migrations = []
    environments = []
    approvals = []
    changes = []
    commits = []
    (tag, version, digest, previous) = (nil, nil, nil, nil)
    (model, risk, policy, notes) = (nil, nil, nil, nil)
  }

  /// Whether `relman review --check` says yes.
  public var isComplete: Bool { !findings.contains { $0.level == .error } }
}

/// The release notes, and where they come from.
public struct ReviewedNotes: Hashable, Sendable, Encodable {
  public var path: String
  /// Whether that file is in the commit; otherwise the notes were generated.
  public var isCommitted: Bool
  public var text: String

  public init(path: String, isCommitted: Bool, text: String) {
    self.path = path
    self.isCommitted = isCommitted
    self.text = text
  }
}

/// A changed file, as the lines that went and came.
public struct ReviewedFile: Hashable, Sendable, Encodable {
  public var path: String
  /// Each begins with `-`, `+` or a blank.
  public var lines: [String]

  public init(path: String, lines: [String]) {
    self.path = path
    self.lines = lines
  }
}

/// A commit of the release, and where it went.
public struct ReviewedCommit: Hashable, Sendable, Encodable {
  public var id: ObjectID
  public var subject: String
  public var author: String
  public var outcome: PackagedCommit.Outcome

  public init(_ commit: PackagedCommit) {
    id = commit.id
    subject = commit.subject
    author = commit.author
    outcome = commit.outcome
  }
}
