import Records
import Git
import Platform
import Release
import Report

/// What `relman prepare` answers: the files that a pull request shows.
public struct PrepareResult: Encodable, Sendable {
  public var tag: String
  public var version: String
  public var files: [File]
  /// The path of the changelog, which is one of the files.
  public var changelog: String
  public var changes: Int
  public var commits: Int

  public struct File: Encodable, Sendable {
    public var path: String
    public var state: State
  }

  public enum State: String, Encodable, Sendable {
    case written, updated, unchanged
    /// The notes of a version that was never tagged, and is another one now.
    case removed
  }

  /// Whether the work tree has the files as they ought to be.
  public var isCurrent: Bool { files.allSatisfy { $0.state == .unchanged } }
}

/// Writes the release notes and the changelog for the next release. What a person edited, added or
/// deleted in the notes stays so; the changelog's section is made from them.
///
/// - Throws: `.refused` when there is nothing to release, or the version is no later one.
public func prepareRelease(
  _ version: String?, package: String? = nil, channel: Channel? = nil, _ context: CommandContext,
  dryRun: Bool = false
) throws(Problem) -> PrepareResult {
  let project = try Project.open(context, package: package).about(tag: version)
  let prepared = try PreparedRelease(version, channel: channel, project)
  if !dryRun { try prepared.write() }
  return prepared.result
}

/// The release's files as they ought to be, beside what they are.
struct PreparedRelease {
  let notes: ReleaseNotes
  private let top: String
  private let changelogPath: String
  private let files: [(path: String, old: String?, new: String)]
  /// Notes that were prepared for another version, which these go on from.
  private let draft: String?

  init(_ version: String?, channel: Channel?, _ project: Project) throws(Problem) {
    try project.requireConfiguration()
    try project.requireHistory()
    guard let top = project.repository.workTree else {
      throw Problem(.configuration, "a bare repository has no work tree to write notes in")
    }
    self.top = top
    notes = try project.notes(ofNext: version, channel: channel)
    let form = try project.notesForm()
    let path = ReleaseNotesFile.path(of: notes.tag ?? "")
    let old = try Self.text(of: path, in: top)
    let draft = old == nil ? try project.draft() : nil
    self.draft = draft
    let generated = try markdown(notes, form: form)
    let earlier = try draft.flatMap { draft throws(Problem) in try Self.text(of: draft, in: top) }
    let base = old ?? earlier
    let new =
      base.map { CuratedNotes($0).regenerated(as: generated, keepsTitle: draft == nil) }
      ?? CuratedNotes.fresh(generated)
    changelogPath = try project.line.changelog.text
    let existing = try Self.text(of: changelogPath, in: top)
    var entry = ChangelogEntry(
      tag: notes.tag, version: notes.version, date: notes.date, body: CuratedNotes(new).body,
      compare: notes.compare)
    entry.formerTag = draft.map { String($0.split(separator: "/").last?.dropLast(3) ?? "") }
    files = [
      (path, old, new),
      (changelogPath, existing, changelog(prepending: entry, to: existing, rules: form.rules)),
    ]
  }

  var result: PrepareResult {
    PrepareResult(
      tag: notes.tag ?? "", version: notes.version ?? "",
      files: files.map { file in
        let isSame = file.old.map { $0.utf8.elementsEqual(file.new.utf8) }
        let state: PrepareResult.State = isSame.map { $0 ? .unchanged : .updated } ?? .written
        return .init(path: file.path, state: state)
      } + (draft.map { [.init(path: $0, state: .removed)] } ?? []), changelog: changelogPath,
      changes: Set(notes.commits.compactMap(\.change)).count, commits: notes.commits.count)
  }

  func write() throws(Problem) {
    for file in files { try requireNoLink(onWayTo: file.path, below: top) }
    for (file, state) in zip(files, result.files) where state.state != .unchanged {
      try writeFile("\(top)/\(file.path)", Array(file.new.utf8))
    }
    if let draft { try removeFile("\(top)/\(draft)") }
  }

  private static func text(of path: String, in top: String) throws(Problem) -> String? {
    guard let bytes = try readFile("\(top)/\(path)") else { return nil }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    throw Problem(.badData, "\(path) is not UTF-8, so nothing can be added to it")
  }
}

extension Project {
  /// The notes that the next release would have, were HEAD tagged today.
  fileprivate func notes(
    ofNext text: String?, channel: Channel?
  ) throws(Problem) -> ReleaseNotes {
    let version = try self.version(text, channel: channel)
    let tag = try line.tag.name(for: version)
    let reader = try NotesReader(self)
    let head = try repository.head().commit
    let latest = try head.flatMap { head throws(Problem) in try reader.history.latest(in: head) }
    if let latest, version <= latest.version {
      throw Problem(
        .refused, "\(tag) would not come after \(latest.tag.name), the last release",
        hint: "relman next")
    }
    return try reader.notes(upcoming: version, tag: tag, on: context.now().day)
  }

  /// Prepared notes of a version that has no tag, where there are just one such.
  fileprivate func draft() throws(Problem) -> String? {
    let released = Set(try repository.tags().map { ReleaseNotesFile.path(of: $0.name) })
    let line = try line
    let drafts = try relmanNames(in: "releases")
      .filter { $0.hasSuffix(".md") && line.isOwn(fileName: String($0.dropLast(3))) }
      .map { ".relman/releases/" + $0 }.filter { !released.contains($0) }
    return drafts.count == 1 ? drafts[0] : nil
  }
}
