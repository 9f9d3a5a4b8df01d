/// Which version comes next, and why.
public struct Proposal: Hashable, Sendable {
  /// The name of the package.
  public var package: String
  /// The last release, pre-releases included; nil before the first.
  public var current: String?
  /// Nil when there is nothing to release.
  public var next: Version?
  /// The bump from `current` to `next`: the one that the commits require, before 1.0.0 as
  /// configured; a smaller one where `heldBelow` limits it.
  public var bump: Bump
  public var because: [Reason]
  /// The version that the commits require: `next`, unless `heldBelow` limits it.
  public var wanted: Version?
  /// The tag of a release that HEAD does not contain and that limits the proposal: `next` stays
  /// below it although the commits require more. Nil where nothing limits it.
  public var heldBelow: String?

  /// A commit since the last release, and the bump that it requires.
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

  /// The commits that require the largest bump: without them the next version would be lower.
  public var deciding: [Reason] {
    let most = because.map(\.asks).max()
    return because.filter { $0.asks == most }
  }
}

extension Proposal {
  /// Proposes the version of a package that comes after `current`, the highest release that the
  /// commits follow.
  ///
  /// A pre-release becomes its final version, with or without a commit since; a commit that
  /// requires a larger bump than the pre-release made bumps it further.
  ///
  /// - Parameters:
  ///   - releases: all releases of the package, contained in HEAD or not.
  ///   - today: the day of a calendar version.
  ///   - channel: the channel of a pre-release; nil for a final version.
  /// - Throws: `.refused` where there is something to release but no version is free for it.
  public init(
    for definition: PackageDefinition, after current: Version?, among releases: ReleaseTags,
    commits: [CommitSummary], today: Day, channel: Channel? = nil
  ) throws(Problem) {
    because = commits.map { Reason(commit: $0.id, subject: $0.subject, asks: $0.asks) }
    let taken = releases.above(current)
    let bounds = VersionBounds(
      package: definition, current: current, taken: taken, today: today, channel: channel)
    let step = try bounds.step(for: because.map(\.asks).max() ?? .none)
    package = definition.name
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
