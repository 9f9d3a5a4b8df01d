/// Which version comes next, and why.
public struct Proposal: Hashable, Sendable {
  /// The name of the package.
  public var package: String
  /// The last release, pre-releases included; nil before the first.
  public var current: String?
  /// Nil when there is nothing to release.
  public var next: Version?
  /// By how much `next` is above `current`: what the commits ask for, before 1.0.0 by
  /// `.beforeOne`; less where `heldBelow` says why.
  public var bump: Bump
  public var because: [Reason]
  /// The version that the commits ask for: `next`, unless `heldBelow` says why it is another.
  public var wanted: Version?
  /// The tag of a release that HEAD does not contain, and that the proposal therefore stays below
  /// though more was asked for; nil when it is not held.
  public var heldBelow: String?

  /// A commit since the last release, and what it asks for.
  public struct Reason: Hashable, Sendable, Encodable {
    public var commit: ObjectID
    public var subject: String
    public var asks: Bump

    public init(commit: ObjectID, subject: String, asks: Bump) {
      self.commit = commit
      self.subject = subject
      self.asks = asks
    }
  }

  /// The commits that ask for the most: without them the next version would be a lower one.
  public var deciding: [Reason] {
    let most = because.map(\.asks).max()
    return because.filter { $0.asks == most }
  }
}

extension Proposal {
  /// Proposes the version of `line` that comes after `current`, the highest release below the
  /// commits.
  ///
  /// A pre-release rolls up to its final version, with or without a commit since; a commit that
  /// asks for more than the pre-release promised raises it further.
  ///
  /// - Parameters:
  ///   - releases: all of the line, contained or not.
  ///   - today: the day of a calendar version.
  ///   - channel: asks for a pre-release.
  /// - Throws: `.refused` when there is something to release, and no version is free for it.
  public init(
    for line: PackageDefinition, after current: Version?, among releases: ReleaseTags,
    commits: [CommitSummary], today: Day, channel: Channel? = nil
  ) throws(Problem) {
    because = commits.map { Reason(commit: $0.id, subject: $0.subject, asks: $0.asks) }
    let taken = releases.above(current)
    let succession = VersionBounds(
      line: line, current: current, taken: taken, today: today, channel: channel)
    let step = try succession.step(for: because.map(\.asks).max() ?? .none)
    package = line.name
    self.current = current?.description
    next = step?.version
    bump = step?.bump ?? .none
    wanted = step?.wanted
    heldBelow = step?.heldBelow?.tag.name
  }
}

extension Proposal: Encodable {
  enum CodingKeys: CodingKey {
    case package, current, next, bump, because, wanted, heldBelow
  }

  /// Every key is always there; what is unknown is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(package, forKey: .package)
    try container.encode(current, forKey: .current)
    try container.encode(next?.description, forKey: .next)
    try container.encode(bump, forKey: .bump)
    try container.encode(because, forKey: .because)
    try container.encode(wanted?.description, forKey: .wanted)
    try container.encode(heldBelow, forKey: .heldBelow)
  }
}
