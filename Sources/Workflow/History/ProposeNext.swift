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
  let reader = try NotesReader(project)
  return try project.proposal(
    in: reader.history, unreleased: try reader.unreleased(), channel: channel)
}

extension Project {
  /// Proposes what comes after HEAD.
  ///
  /// - Parameter unreleased: what HEAD has and no release has.
  func proposal(
    in history: ReleaseHistory, unreleased: [NotedCommit], channel: Channel? = nil
  ) throws(Problem) -> Proposal {
    let head = try repository.head().commit
    let current = try head.flatMap { head throws(Problem) in try history.latest(in: head) }
    var commits = unreleased
    // What another line has released first is new to those who run `current`.
    if let head, let current, unreleased.contains(where: { $0.asks > .none }) {
      commits = try Region(from: [head], hiding: [current.tag.commit], in: history).commits
    }
    let notes = ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil, commits: commits,
      rules: configuration.commits)
    return try Proposal(
      for: line, after: current?.version, among: history.releases, commits: notes.commits,
      today: around.now().day, channel: channel)
  }
}
