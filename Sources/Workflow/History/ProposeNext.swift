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
  let reader = NotesReader(project: project, history: history)
  let head = try project.repository.head().commit
  let current = try head.flatMap { head throws(Problem) in try history.latest(in: head) }
  return try Proposal(
    for: project.line, after: current?.version, among: history.releases,
    commits: try reader.unreleased(), today: project.around.now().day, channel: channel)
}
