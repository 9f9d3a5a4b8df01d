import Git
import Release

/// Which version comes next, and which commits made it so.
///
/// - Parameter channel: asks for a pre-release.
/// - Throws: `.refused` in a shallow clone, and where no version is free.
public func proposeNext(
  _ around: Surroundings, channel: Channel? = nil
) throws(Problem) -> Proposal {
  try proposeNext(Project.open(around), channel: channel)
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
    at head: ObjectID, after current: ReleaseTag, unreleased: Region
  ) throws(Problem) -> [NotedCommit] {
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
    return try Region(from: [head], hiding: [current.tag.commit], in: self).commits
  }
}

extension Project {
  /// Proposes what comes after HEAD.
  ///
  /// - Parameter unreleased: nil where there is no commit.
  func proposal(
    in history: ReleaseHistory, unreleased: Region?, channel: Channel? = nil
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
      today: around.now().day, channel: channel)
  }
}
