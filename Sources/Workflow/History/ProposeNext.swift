import Git
import Release

/// Which version comes next, and which commits made it so.
///
/// - Throws: `.refused` in a shallow clone.
public func proposeNext(_ around: Surroundings) throws(Problem) -> Proposal {
  try proposeNext(Project.open(around))
}

func proposeNext(_ project: Project) throws(Problem) -> Proposal {
  try project.requireHistory()
  let history = try ReleaseHistory(repository: project.repository, line: project.line)
  let reader = NotesReader(project: project, history: history)
  let head = try project.repository.head().commit
  let current = try head.flatMap { head throws(Problem) in try history.latest(in: head) }
  return Proposal(
    after: current?.version, commits: try reader.unreleased(), package: project.line.name)
}
