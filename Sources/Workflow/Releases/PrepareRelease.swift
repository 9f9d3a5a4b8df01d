import Git
import Release
import Report

/// What `relman prepare` answers: the files that a pull request shows.
public struct PrepareResult: Encodable, Sendable {
  public var tag: String
  public var version: String
  public var files: [File]
  public var changes: Int
  public var commits: Int

  public struct File: Encodable, Sendable {
    public var path: String
    /// `written`, or `kept` where a person may have edited it.
    public var state: String
  }
}

/// Writes the release notes and the changelog for the next release. Notes that are there are kept,
/// because a person may have edited them; the changelog's section is made anew.
///
/// - Throws: `.refused` when there is nothing to release, or the version is no later one.
public func prepareRelease(
  _ version: String?, channel: Channel? = nil, _ around: Surroundings, dryRun: Bool = false
) throws(Problem) -> PrepareResult {
  let project = try Project.open(around)
  try project.requireConfiguration()
  guard let top = project.repository.workTree else {
    throw Problem(.configuration, "a bare repository has no work tree to write notes in")
  }
  let version = try project.version(version, channel: channel)
  let tag = project.line.tag.name(for: version)
  let history = try ReleaseHistory(repository: project.repository, line: project.line)
  let commits = try NotesReader(project: project, history: history).unreleased()
  let head = try project.repository.head().commit
  let previous = try head.flatMap { head throws(Problem) in try history.latest(in: head) }
  if let previous, version <= previous.version {
    throw Problem(
      .refused, "\(tag) would not come after \(previous.tag.name), the last release",
      hint: "relman next")
  }
  let rules = project.configuration.commits
  let notes = ReleaseNotes(
    tag: tag, version: version.description, date: around.now().day, previous: previous?.tag.name,
    commits: commits, rules: rules)
  let path = ReleaseNotesFile.path(of: tag)
  let isKept = exists("\(top)/\(path)")
  let changelogPath = "CHANGELOG.md"
  if !dryRun {
    if !isKept { try writeFile("\(top)/\(path)", Array(markdown(notes, rules: rules).utf8)) }
    let existing = try readFile("\(top)/\(changelogPath)").map {
      String(decoding: $0, as: UTF8.self)
    }
    let text = changelog(prepending: notes, to: existing, rules: rules)
    if text != existing { try writeFile("\(top)/\(changelogPath)", Array(text.utf8)) }
  }
  return PrepareResult(
    tag: tag, version: version.description,
    files: [
      .init(path: path, state: isKept ? "kept" : "written"),
      .init(path: changelogPath, state: "written"),
    ], changes: Set(commits.compactMap(\.change)).count, commits: commits.count)
}
