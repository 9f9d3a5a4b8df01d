import Records
import Git
import Release
import Report

/// The result of `relman notes`.
public struct NotesResult: Encodable, Sendable {
  public var releases: [ReleaseNotes]
  /// How the notes are grouped and what they link to.
  public let form: NotesForm

  enum CodingKeys: CodingKey { case releases }
}

/// - Throws: `.refused` in a shallow clone, whose history is incomplete; `.notFound` for an unknown
///   revision.
public func showNotes(
  _ query: NotesQuery, package: String? = nil, _ context: CommandContext
) throws(Problem) -> NotesResult {
  let project = try Project.open(context, package: package).about(tag: query.scope.release)
  try project.requireHistory()
  let reader = try NotesReader(project)
  try project.sayDoubts(about: reader.history.corrections)
  var excerpts = try reader.excerpts(query)
  if query.wantsAuthors || query.wantsContributors { try project.nameProperly(&excerpts) }
  if query.wantsContributors { try project.addContributors(to: &excerpts) }
  return NotesResult(releases: excerpts.map(\.notes), form: try project.notesForm())
}

extension Template {
  init(_ bytes: [UInt8], file: SourceFile) throws(Problem) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problem(.configuration, "\(file) is not UTF-8")
    }
    try self.init(text, file: file)
  }
}

extension Project {
  static let templatePath = ".relman/notes.md"

  func notesForm() throws(Problem) -> NotesForm {
    let template = try relmanFile("notes.md").map { bytes throws(Problem) in
      try Template(bytes, file: SourceFile(Self.templatePath))
    }
    return NotesForm(rules: configuration.commits, forge: try forge(), template: template)
  }

  /// The forge of the repository, from the address of `origin` or the only remote: as it is
  /// configured or, where that is no known forge, as `url.<base>.insteadOf` rewrites it.
  func forge() throws(Problem) -> Forge? {
    let remotes = try repository.remotes()
    guard let name = remotes.contains("origin") ? "origin" : remotes.count == 1 ? remotes[0] : nil
    else { return nil }
    let addresses = [
      try repository.configuration("remote.\(name).url"), try repository.remoteURL(name),
    ]
    return addresses.lazy.compactMap { $0.flatMap { Forge(remote: $0) } }.first
  }

  /// The commit that a revision names.
  ///
  /// - Throws: `.notFound`, with the nearest tag.
  func revision(_ text: String) throws(Problem) -> ObjectID {
    do {
      return try repository.resolve(text)
    } catch {
      guard error.kind == .notFound else { throw error }
      let near = suggestion(for: text, among: try repository.tags().map(\.name))
      throw Problem(.notFound, error.message + near, hint: error.hint)
    }
  }

  /// - Throws: `.refused` in a shallow clone: notes from an incomplete history would be wrong.
  func requireHistory() throws(Problem) {
    guard repository.isShallow else { return }
    throw Problem(
      .refused, "this clone is shallow: its history ends where the clone was cut",
      hint: "git fetch --unshallow --tags")
  }
}
