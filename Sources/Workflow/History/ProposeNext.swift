import Records
import Git
import Release

/// What `relman next` answers.
public struct NextResult: Encodable, Sendable {
  /// Of the package that was asked for, else of all.
  public var proposals: [Proposal]
  /// The package that it is about; nil where it is about several.
  public let package: String?
  /// Of several packages those that have something to release, and no version for it.
  public var stuck: [BlockedPackage] = []
  /// What no package carries, newest first.
  public var unclaimed: [Proposal.Reason] = []

  public struct BlockedPackage: Encodable, Sendable {
    public var package: String
    public var problem: String
    /// A command that mends it.
    public var hint: String?
  }

  enum CodingKeys: CodingKey { case packages, stuck, unclaimed }

  /// The proposal itself where it is about one package.
  public func encode(to encoder: any Encoder) throws {
    if package != nil, let proposal = proposals.first { return try proposal.encode(to: encoder) }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(proposals, forKey: .packages)
    try container.encode(stuck, forKey: .stuck)
    try container.encode(unclaimed, forKey: .unclaimed)
  }
}

/// Which version comes next, and which commits made it so.
///
/// - Parameters:
///   - package: nil for all.
///   - channel: asks for a pre-release.
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
  let history = try ReleaseHistory(repository: project.repository, line: project.line)
  let unreleased = try project.repository.head().commit.map { head throws(Problem) in
    try history.unreleased(at: head)
  }
  return try project.proposal(in: history, unreleased: unreleased, channel: channel)
}

extension ReleaseHistory {
  /// What `head` has and `current`, the highest release that it contains, has not: besides what is
  /// unreleased the commits that another line has released first.
  fileprivate func commits(
    at head: ObjectID, after current: ReleaseTag, unreleased: ReleaseMembership
  ) throws(Problem) -> [CommitSummary] {
    // A release between the one before `current` and itself is not in it; one below is taken to be,
    // because the proof would walk half of history.
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
  /// Proposes what comes after HEAD.
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
