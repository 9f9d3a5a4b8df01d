import Records
import Formats
import Git
import Release

/// A ticket and where it stands.
public struct ChangeSummary: Encodable, Sendable {
  public var id: String
  public var title: String
  public var risk: Risk
  public var strategy: Change.Strategy
  public var path: String
  /// Derived, never written down: `draft`, `packaged in …`, `running in …`.
  public var state: String
  /// What the release model asks for and the ticket lacks.
  public var missing: [String]
  public var commits: Int
}

public struct ChangeList: Encodable, Sendable {
  public var changes: [ChangeSummary]
  public var findings: [String]
}

/// A ticket in full.
public struct ChangeDetail: Encodable, Sendable {
  public var summary: ChangeSummary
  public var sections: [String: String]
  /// The ticket's text.
  public var text: String
}

extension Project {
  static func ticketPath(_ id: String) -> String { Change.path(of: id).text }

  /// Every ticket of the work tree; a file that does not parse is an error with its place.
  func tickets() throws(Problem) -> [Change] {
    var result: [Change] = []
    for name in try relmanNames(in: "changes") where name.hasSuffix(".md") {
      result.append(try ticket(String(name.dropLast(3))))
    }
    return result
  }

  /// - Throws: `.notFound`, with the nearest id.
  func ticket(_ id: String) throws(Problem) -> Change {
    if isName(id), let bytes = try relmanFile("changes/\(id).md") {
      return try Change.parse(id: id, bytes, file: SourceFile(Self.ticketPath(id)))
    }
    let known = try relmanNames(in: "changes").map { String($0.dropLast(3)) }
    throw Problem(
      .notFound, "there is no change \(quoted(id))" + suggestion(for: id, among: known),
      hint: "relman change list")
  }

  func models() throws(Problem) -> [ReleaseModel] {
    var result: [ReleaseModel] = []
    for name in try relmanNames(in: "models") where name.hasSuffix(".yaml") {
      guard let bytes = try relmanFile("models/" + name) else { continue }
      result.append(
        try ReleaseModel.parse(
          bytes, file: SourceFile(".relman/models/" + name), name: String(name.dropLast(5))))
    }
    return result
  }
}

public func listChanges(_ context: CommandContext) throws(Problem) -> ChangeList {
  let project = try Project.open(context)
  let context = try ChangeContext(project)
  var changes: [ChangeSummary] = []
  for ticket in try project.tickets() { changes.append(context.summary(of: ticket)) }
  return ChangeList(changes: changes, findings: [])
}

public func showChange(_ id: String, _ context: CommandContext) throws(Problem) -> ChangeDetail {
  let project = try Project.open(context)
  let ticket = try project.ticket(id)
  let text = try project.relmanFile("changes/\(id).md") ?? []
  var sections: [String: String] = [:]
  for (section, content) in ticket.sections { sections[section.rawValue] = content }
  return ChangeDetail(
    summary: try ChangeContext(project).summary(of: ticket), sections: sections,
    text: String(decoding: text, as: UTF8.self))
}

/// Checks every ticket against its release model, and every unreleased commit for its place: what
/// would stop the next package.
public func checkChanges(_ context: CommandContext) throws(Problem) -> ChangeList {
  let project = try Project.open(context)
  try project.requireConfiguration()
  let context = try ChangeContext(project)
  var result = ChangeList(changes: [], findings: [])
  for ticket in try project.tickets() where !context.isPackaged(ticket.id) {
    let summary = context.summary(of: ticket)
    result.changes.append(summary)
    result.findings += summary.missing
  }
  for project in project.each {
    let findings = try project.packagingFindings()
    result.findings += findings.filter { !result.findings.contains($0) }
  }
  return result
}

extension Project {
  /// What would stop the next package.
  fileprivate func packagingFindings() throws(Problem) -> [String] {
    do throws(Problem) {
      guard let version = try proposeNext(self).next, let head = try repository.head().commit
      else { return [] }
      let tag = Tag(
        name: try line.tag.name(for: version), object: head, commit: head,
        annotation: .init(tagger: nil, message: try "\(version)\n" + correctionsNote()))
      return try PackageBuilder(store: store).draft(tag).assembly.findings.map(\.text)
    } catch {
      guard error.kind == .refused else { throw error }
      return [error.message]
    }
  }
}

/// What is known of changes beyond their tickets: which package has them, where that runs.
struct ChangeContext {
  private var packagedIn: [String: String] = [:]
  private var runningIn: [String: [String]] = [:]
  private var waiting: [String: Int] = [:]
  private let models: [ReleaseModel]

  init(_ project: Project) throws(Problem) {
    models = try project.models()
    for (tag, _) in StoredPackage.all(in: project.store) {
      let stored = try StoredPackage.read(tag: tag, in: project.store)
      for change in stored.package.changes where packagedIn[change.id] == nil {
        packagedIn[change.id] = tag
      }
    }
    for ledger in try project.ledgers(project.policyIfAny()) {
      for deployment in try ledger.standing() {
        runningIn[deployment.tag, default: []].append(ledger.environment)
      }
    }
    guard !project.repository.isShallow else { return }
    var seen: Set<ObjectID> = []
    for project in project.each {
      for commit in try NotesReader(project).unreleased() where seen.insert(commit.id).inserted {
        if let change = commit.change { waiting[change, default: 0] += 1 }
      }
    }
  }

  func isPackaged(_ id: String) -> Bool { packagedIn[id] != nil }

  func summary(of change: Change) -> ChangeSummary {
    ChangeSummary(
      id: change.id, title: change.title, risk: change.risk, strategy: change.strategy,
      path: Project.ticketPath(change.id), state: state(of: change.id),
      missing: model(of: change)?.findings(in: change).map(\.text) ?? [],
      commits: waiting[change.id] ?? 0)
  }

  private func model(of change: Change) -> ReleaseModel? {
    if let asked = change.model { return models.first { $0.name == asked } }
    return models.first { $0.risks.contains(change.risk) }
  }

  private func state(of id: String) -> String {
    guard let tag = packagedIn[id] else { return "draft" }
    let environments = runningIn[tag] ?? []
    return environments.isEmpty
      ? "packaged in \(tag)"
      : "running in \(Array(Set(environments)).sorted().joined(separator: ", ")) since \(tag)"
  }
}
