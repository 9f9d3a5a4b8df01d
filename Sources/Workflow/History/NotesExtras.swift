import Formats
import Git
import Release

/// What release notes contain besides the commits: tickets, migrations and the comparison's
/// address. In a repository without configuration and without a known forge it costs nothing.
struct NotesExtras {
  private let project: Project
  private let forge: Forge?

  init(_ project: Project) throws(Problem) {
    self.project = project
    forge = try project.forge()
  }

  /// - Parameter tip: the release's commit; nil for what is unreleased, which HEAD has.
  func add(
    to notes: inout ReleaseNotes, tip: ObjectID?, previous: ObjectID?
  ) throws(Problem) {
    if let previous = notes.previous {
      notes.compare = forge?.comparison(from: previous, to: notes.tag ?? "HEAD")
    }
    guard project.isConfigured else { return }
    for id in Set(notes.commits.compactMap(\.change)).sorted() {
      if let ticket = try ticket(id) { notes.tickets.append(ticket) }
    }
    let head = try project.repository.head().commit
    guard let tip = tip ?? head else { return }
    notes.migrations = try project.repository.migrations(
      project.line.databases, in: tip, since: previous)
  }

  /// Nil where there is no readable one: then the notes have the commit's own text.
  private func ticket(_ id: String) throws(Problem) -> TicketSummary? {
    guard isName(id), let bytes = try project.relmanFile("changes/\(id).md") else { return nil }
    do throws(Problem) {
      return TicketSummary(
        try Change.parse(id: id, bytes, file: SourceFile(".relman/changes/\(id).md")))
    } catch {
      project.context.say("warning: \(error.message)")
      return nil
    }
  }
}
