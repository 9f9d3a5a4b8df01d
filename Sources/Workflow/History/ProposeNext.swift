import Records
import Git
import Release

/// What `relman next` answers.
public struct NextResult: Encodable, Sendable {
  /// Of the requested package, else of all.
  public var proposals: [Proposal]
  /// The package, where there is only one proposal to make; nil for several.
  public let package: String?
  /// Those of several packages that have something to release but no version for it.
  public var stuck: [BlockedPackage] = []
  /// The commits that belong to no package, newest first.
  public var unclaimed: [Proposal.Reason] = []

  public struct BlockedPackage: Encodable, Sendable {
    public var package: String
    public var problem: String
    /// A command that fixes it.
    public var hint: ShellCommand?
  }

  enum CodingKeys: CodingKey { case packages, stuck, unclaimed }

  /// The proposal itself where there is only one package.
  public func encode(to encoder: any Encoder) throws {
    if package != nil, let proposal = proposals.first { return try proposal.encode(to: encoder) }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(proposals, forKey: .packages)
    try container.encode(stuck, forKey: .stuck)
    try container.encode(unclaimed, forKey: .unclaimed)
  }
}

/// Proposes the next version, with the commits that require it.
///
/// - Parameters:
///   - package: nil for all.
///   - channel: the channel of a pre-release; nil for a final version.
/// - Throws: `.refused` in a shallow clone, and where no version is free.
public func proposeNext(
  _ context: CommandContext, package: String? = nil, channel: Channel? = nil
) throws(Problem) -> NextResult {
  let project = try Project.open(context, package: package)
  guard project.each.count > 1 else {
    let project = project.each[0]
    return NextResult(
      proposals: [try proposeNext(project, channel: channel)], package: try project.line.name)
  }
  var result = NextResult(proposals: [], package: nil)
  for project in project.each { try result.add(project, channel) }
  result.unclaimed = try project.unclaimed().map {
    .init(commit: $0.id, subject: $0.subject, asks: $0.asks)
  }
  return result
}

extension NextResult {
  fileprivate mutating func add(_ project: Project, _ channel: Channel?) throws(Problem) {
    try project.requireHistory()
    do throws(Problem) {
      proposals.append(try proposeNext(project, channel: channel))
    } catch {
      guard error.kind == .refused else { throw error }
      let name = try project.line.name
      stuck.append(.init(package: name, problem: error.message, hint: error.hint))
    }
  }
}

func proposeNext(_ project: Project, channel: Channel? = nil) throws(Problem) -> Proposal {
  try project.requireHistory()
  let history = try ReleaseHistory(project.store, line: project.line)
  let unreleased = try project.repository.head().commit.map { head throws(Problem) in
    try history.unreleased(at: head)
  }
  return try project.proposal(in: history, unreleased: unreleased, channel: channel)
}

extension ReleaseHistory {
  /// The commits that `head` contains and `current`, its highest release, does not: what is
  /// unreleased, and what another branch released first.
  fileprivate func commits(
    at head: ObjectID, after current: ReleaseTag, unreleased: ReleaseMembership
  ) throws(Problem) -> [CommitSummary] {
    // A release between `current` and its predecessor is not contained in `current`; a lower one is
    // assumed to be, because proving it would take a walk of half the history.
    let before = try predecessor(of: current.tag, version: current.version)
    let isMerged = releases.tags.contains { release in
      unreleased.boundary.contains(release.tag.commit) && release.version < current.version
        && before.map { $0.version < release.version } ?? true
    }
    guard isMerged || !releases.above(current.version).isEmpty else {
      return unreleased.commits
    }
    return try ReleaseMembership(from: [head], hiding: [current.tag.commit], in: self).commits
  }
}

extension Project {
  /// Proposes the next version of HEAD.
  ///
  /// - Parameter unreleased: nil where there is no commit.
  func proposal(
    in history: ReleaseHistory, unreleased: ReleaseMembership?, channel: Channel? = nil
  ) throws(Problem) -> Proposal {
    let head = try repository.head().commit
    let current = try head.flatMap { head throws(Problem) in try history.latest(in: head) }
    var commits = unreleased?.commits ?? []
    if let head, let current, let unreleased, commits.contains(where: { $0.asks > .none }) {
      commits = try history.commits(at: head, after: current, unreleased: unreleased)
    }
    let notes = ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil, commits: commits,
      rules: configuration.commits)
    return try Proposal(
      for: line, after: current?.version, among: history.releases, commits: notes.commits,
      today: context.now().day, channel: channel)
  }
}
