import Release

/// What `relman status` answers.
public struct StatusResult: Encodable, Sendable {
  public var environments: [EnvironmentStatus]
  /// Of all packages together.
  public var waiting: Waiting
  public var packages: [PackageStatus] = []
  /// How many commits no package carries.
  public var unclaimed: Int?
  public var policy: PolicyStatus?
  /// Commits that dropped statements which the newest notes still lack.
  public var warnings: [String] = []
  /// The command to type next.
  public var nextCommand: ShellCommand?

  enum CodingKeys: CodingKey {
    case environments, waiting, packages, unclaimed, policy, warnings, nextCommand
  }

  public struct EnvironmentStatus: Encodable, Sendable {
    public var name: String
    /// The pinned release.
    public var pinned: String?
    /// The release that runs.
    public var release: String?
    public var digest: Digest?
    public var state: EnvironmentState
    public var deployedAt: Instant?
    /// Packages that are newer than the one that runs.
    public var behind: Int
    /// Rules that keep the newest package out.
    public var blockedBy: [VerdictRule]
    /// The tag of the newest package that is for it.
    let newest: String?

    enum CodingKeys: CodingKey {
      case name, pinned, release, digest, state, deployedAt, behind, blockedBy
    }

    /// Every key is always there; what is not known is null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(pinned, forKey: .pinned)
      try container.encode(release, forKey: .release)
      try container.encode(digest, forKey: .digest)
      try container.encode(state, forKey: .state)
      try container.encode(deployedAt, forKey: .deployedAt)
      try container.encode(behind, forKey: .behind)
      try container.encode(blockedBy, forKey: .blockedBy)
    }
  }

  /// A package, and what waits for its next release.
  public struct PackageStatus: Encodable, Sendable {
    public var name: String
    public var waiting: Waiting

    public func encode(to encoder: any Encoder) throws {
      try waiting.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
    }

    enum CodingKeys: CodingKey { case name }
  }

  public struct Waiting: Encodable, Sendable {
    public var commits: Int?
    public var changes: Int?
    public var oldestDays: Int?
    public var next: String?

    var isSomething: Bool { commits.map { $0 > 0 } ?? false }

    enum CodingKeys: CodingKey { case commits, changes, oldestDays, next }

    /// Every key is always there; what is not known is null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(commits, forKey: .commits)
      try container.encode(changes, forKey: .changes)
      try container.encode(oldestDays, forKey: .oldestDays)
      try container.encode(next, forKey: .next)
    }
  }

  public struct PolicyStatus: Encodable, Sendable {
    public var version: Int
    public var digest: Digest
    /// Files in which the proposal differs from what is in force.
    public var proposed: [String]
    /// Whether the proposal is the version that waits for more owners' signatures.
    public var isSigning: Bool
  }
}
