/// Which version comes next, and why.
public struct Proposal: Hashable, Sendable {
  public var schemaVersion = 1
  /// The name of the package.
  public var package: String
  /// The last release, pre-releases included; nil before the first.
  public var current: String?
  /// Nil when there is nothing to release.
  public var next: String?
  /// By how much `next` is above `current`; before 1.0.0 a breaking change raises the minor number.
  public var bump: Bump
  public var because: [Reason]

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

extension Proposal: Encodable {
  enum CodingKeys: CodingKey {
    case schemaVersion, package, current, next, bump, because
  }

  /// Every key is always there; what is unknown is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schemaVersion, forKey: .schemaVersion)
    try container.encode(package, forKey: .package)
    try container.encode(current, forKey: .current)
    try container.encode(next, forKey: .next)
    try container.encode(bump, forKey: .bump)
    try container.encode(because, forKey: .because)
  }
}

extension Proposal {
  /// The first version of a line that has no release yet.
  public static let firstVersion = Version(0, 1, 0)

  /// Proposes the version after `current`, the highest release that the commits come after.
  ///
  /// A pre-release rolls up to its final version, with or without a commit since; a commit that
  /// asks for more than the pre-release promised raises it further.
  public init(after current: Version?, commits: [NotedCommit], package: String) {
    because = commits.map { Reason(commit: $0.id, subject: $0.subject, asks: $0.asks) }
    let most = because.map(\.asks).max() ?? .none
    let next: Version?
    if let current {
      let raised = current.raised(by: most)
      next = raised == current ? nil : raised
      bump = current.number(0) == 0 ? min(most, .minor) : most
    } else {
      next = most == .none ? nil : Self.firstVersion
      bump = most
    }
    self.package = package
    self.current = current?.description
    self.next = next?.description
  }
}
