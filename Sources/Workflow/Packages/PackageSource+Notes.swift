import Git
import Release
import Report

extension PackageSource {
  /// The notes that were committed for the release; nil where there are none.
  func reviewedNotes() throws(Problem) -> [UInt8]? {
    try repository.file(at: ReleaseNotesFile.path(of: tag.name), in: tag.commit)
      .map(ReleaseNotesFile.published)
  }

  func generatedNotes(
    of commits: [Commit], tickets: [String: PackageInput.Ticket]
  ) throws(Problem) -> [UInt8] {
    let template = try repository.file(at: Project.templatePath, in: tag.commit)
      .map { bytes throws(Problem) in
        try Template(bytes, file: SourceFile(Project.templatePath, in: tag.name))
      }
    let form = NotesForm(rules: configuration.commits, template: template)
    return Array(try markdown(releaseNotes(of: commits, tickets: tickets), form: form).utf8)
  }

  private func releaseNotes(
    of commits: [Commit], tickets: [String: PackageInput.Ticket]
  ) throws(Problem) -> ReleaseNotes {
    var own: [CommitSummary] = []
    for commit in commits where try history.owns(commit.id) { own.append(CommitSummary(commit)) }
    var notes = ReleaseNotes(
      tag: tag.name, version: version.description, date: try repository.releaseTime(of: tag).day,
      previous: predecessor?.tag.name, commits: corrections.applied(to: own),
      rules: configuration.commits)
    notes.tickets = Set(notes.commits.compactMap(\.change)).sorted().compactMap {
      tickets[$0].map { TicketSummary($0.change) }
    }
    notes.migrations = try repository.migrations(
      line.databases, in: tag.commit, since: predecessor?.tag.commit)
    return notes
  }
}
