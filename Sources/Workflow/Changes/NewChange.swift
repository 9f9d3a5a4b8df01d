import Records
import Formats
import Git
import Platform
import Release

/// What `relman change new` is asked for.
public struct NewChangeRequest: Sendable {
  public var title: String
  public var id: String?
  public var risk: Risk
  /// The database to make a change in.
  public var database: String?
  public var isDryRun: Bool

  public init(
    title: String, id: String? = nil, risk: Risk = .medium, database: String? = nil,
    isDryRun: Bool = false
  ) {
    self.title = title
    self.id = id
    self.risk = risk
    self.database = database
    self.isDryRun = isDryRun
  }
}

/// What `relman change new` wrote.
public struct NewChangeResult: Encodable, Sendable {
  public var id: String
  public var files: [String]
  /// Commits of the branch that the ticket was filled from.
  public var commits: Int
}

/// Writes a ticket, filled from the branch's own commits, and the scripts of a migration.
///
/// - Throws: `.refused` when the ticket is there already; nothing is overwritten.
public func newChange(
  _ request: NewChangeRequest, _ context: CommandContext
) throws(Problem) -> NewChangeResult {
  let project = try Project.open(context)
  try project.requireConfiguration()
  guard let top = project.repository.workTree else {
    throw Problem(.configuration, "a bare repository has no work tree to write a ticket in")
  }
  let title = request.title.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
  let id = request.id ?? slug(title)
  guard isName(id), !title.isEmpty, escaped(title) == title else {
    throw Problem(
      .usage, "\(quoted(request.title)) gives no name for a change: name it by \(nameRule)",
      hint: "relman change new --id NAME \"Title\"")
  }
  let commits = try branchCommits(project)
  var change = Change(id: id, title: title, risk: request.risk)
  change.assignee = try project.repository.ident().mail
  if !commits.isEmpty {
    change.sections[.description] = commits.map { "- \(escaped($0.subject))" }
      .joined(separator: "\n")
  }
  var files = [(Project.ticketPath(id), ticketText(for: change))]
  if let name = request.database { files += try scripts(id, name, project) }
  for (path, _) in files where exists("\(top)/\(path)") {
    throw Problem(.refused, "\(path) is there already", hint: "relman change show \(id)")
  }
  if !request.isDryRun {
    for (path, text) in files { try writeFile("\(top)/\(path)", Array(text.utf8)) }
  }
  return NewChangeResult(id: id, files: files.map(\.0), commits: commits.count)
}

private func scripts(
  _ id: String, _ name: String, _ project: Project
) throws(Problem) -> [(String, String)] {
  let databases = project.configuration.databases
  guard let database = databases.first(where: { $0.name == name }) else {
    throw Problem(
      .notFound,
      "there is no database \(quoted(name)) in \(Project.configurationPath)"
        + suggestion(for: name, among: databases.map(\.name)),
      hint: "relman init --database \(isName(name) ? name : "NAME")")
  }
  let folder = "\(database.path)/\(try folderName(for: id, in: database, project))"
  return [
    ("\(folder)/deploy.sql", "-- Deploy \(id). One transaction; do not BEGIN or COMMIT.\n"),
    ("\(folder)/revert.sql", "-- Revert \(id): leave the schema as it was before.\n"),
    (
      "\(folder)/verify.sql",
      "-- Verify \(id): fails on an error, or when a query's first value is 0, false or NULL.\n"
    ),
  ]
}

/// Changes are applied in the order of their folders' names, so a new one is dated today, or the
/// first day, within a year, that puts it behind those that are there.
private func folderName(
  for id: String, in database: Database, _ project: Project
) throws(Problem) -> String {
  let today = project.context.now().day.number
  let last = try names(in: "\(project.top)/\(database.path)")
    .filter { $0.first?.isWholeNumber == true }.map(Path.init).max()
  let candidates = (today...today + 366).map { "\(Day(number: $0))-\(id)" }
  return candidates.first { name in last.map { Path(name) >= $0 } ?? true } ?? candidates[0]
}

/// The commits that the current branch has and no other branch has, newest first; at most 50.
private func branchCommits(_ project: Project) throws(Problem) -> [Message] {
  guard case .branch(let branch, let head) = try project.repository.head() else { return [] }
  var others: [ObjectID] = []
  for prefix in ["refs/heads/", "refs/remotes/"] {
    for ref in try project.repository.references(prefix: prefix)
    where ref.name != "refs/heads/" + branch && !ref.name.hasSuffix("/" + branch) {
      others.append(ref.target)
    }
  }
  guard !others.isEmpty else { return [] }
  return try project.repository.commits(from: [head], hiding: others).prefix(50)
    .filter { $0.parents.count < 2 }.map { Message($0) }
}
