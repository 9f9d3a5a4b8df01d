import Records
import Formats
import Git
import Release
import Trust

/// Reads what a package is made of: everything comes from the tag's own commit and its history,
/// never from the work tree, so that two clones read the same.
struct PackageSource {
  let store: RecordStore
  let tag: Tag
  let version: Version
  let line: PackageDefinition
  let configuration: Configuration
  let configurationDigest: Digest
  /// The release that this one follows, packaged or not; nil for the first.
  let predecessor: ReleaseTag?
  /// Those that the tag names.
  let corrections: Corrections
  let history: ReleaseHistory

  /// - Parameter successor: of the same repository, where it was read already.
  /// - Throws: `.configuration` when the tag is from before relman, `.badData` when it is no
  ///   release tag, `.refused` when it moves backwards.
  init(
    _ tag: Tag, in store: RecordStore, before successor: PackageSource? = nil
  ) throws(Problem) {
    guard let bytes = try store.repository.file(at: Project.configurationPath, in: tag.commit)
    else {
      throw Problem(
        .configuration,
        "\(tag.name) has no \(Project.configurationPath): it was released before relman came",
        hint: "relman tag")
    }
    self.store = store
    self.tag = tag
    configuration = try Configuration.parse(
      bytes, file: SourceFile(Project.configurationPath, in: tag.name))
    configurationDigest = try Digest.sha256(bytes)
    guard let line = configuration.package(ofTag: tag.name),
      let version = line.version(ofTag: tag.name)
    else { throw configuration.noPackage(ofTag: tag.name) }
    self.line = line
    self.version = version
    let notes = try store.corrections(pinnedBy: tag)
    corrections = notes.corrections
    history = try ReleaseHistory(
      repository: store.repository, line: line, corrections: notes,
      releases: successor?.line == line ? successor?.history.releases : nil)
    try history.requireForward(tag.name, version: version, at: tag.commit)
    predecessor = try history.predecessor(of: tag, version: version)
  }

  var repository: Repository { store.repository }

  /// The commits since the last release, newest first: reachable from the tag, and from no release
  /// tag that the tag contains.
  func commits() throws(Problem) -> [Commit] {
    try history.commits(of: tag, after: predecessor)
  }

  func candidates(
    _ commits: [Commit]
  ) throws(Problem) -> [PackageInput.ReleasedCommit] {
    var result: [PackageInput.ReleasedCommit] = []
    for commit in commits { result.append(try candidate(commit)) }
    return result
  }

  private func candidate(_ commit: Commit) throws(Problem) -> PackageInput.ReleasedCommit {
    let message = Message(commit)
    let isMerge = commit.parents.count > 1
    var candidate = PackageInput.ReleasedCommit(
      id: commit.id, subject: message.title, authorMail: commit.author.mail,
      otherMails: [commit.committer.mail] + message.coAuthors.map(\.mail),
      changes: message.changes, reworks: message.values(of: "Rework"),
      isConventional: message.isConventional || message.kind == .revert,
      isMerge: isMerge, paths: try repository.changedPaths(in: commit.id).map { Path($0) })
    for statement in corrections.statements(on: commit.id) {
      candidate.correct(statement.correction, by: statement.id)
    }
    return candidate
  }

  /// Every ticket, with the object that holds it.
  func tickets() throws(Problem) -> [String: (ticket: PackageInput.Ticket, blob: ObjectID)] {
    var result: [String: (ticket: PackageInput.Ticket, blob: ObjectID)] = [:]
    for (name, blob, bytes) in try files(in: ".relman/changes", suffix: ".md") {
      let file = SourceFile(".relman/changes/\(name).md", in: tag.name)
      let ticket = PackageInput.Ticket(
        change: try Change.parse(id: name, bytes, file: file), sha256: try Digest.sha256(bytes))
      result[name] = (ticket, blob)
    }
    return result
  }

  func models() throws(Problem) -> [ReleaseModel] {
    var result: [ReleaseModel] = []
    for (name, _, bytes) in try files(in: ".relman/models", suffix: ".yaml") {
      let file = SourceFile(".relman/models/\(name).yaml", in: tag.name)
      result.append(try ReleaseModel.parse(bytes, file: file, name: name))
    }
    return result
  }

  /// The payload's files, their objects at their paths in the package, and what stands where a file
  /// should but cannot be carried.
  func payload() throws(Problem) -> (
    files: [PackagedFile], objects: [TreeFile], unsupportedPaths: [Path]
  ) {
    var files: [PackagedFile] = []
    var objects: [TreeFile] = []
    var unsupportedPaths: [Path] = []
    let entries = try repository.treeEntries(of: tag.commit)
    for entry in entries.sorted(by: { Path($0.path) < Path($1.path) }) {
      let path = Path(entry.path)
      guard line.carries(path) else { continue }
      guard let mode = PackagedFile.Mode(entry.mode) else {
        unsupportedPaths.append(path)
        continue
      }
      let bytes = try repository.blob(entry.id)
      files.append(
        PackagedFile(
          path: path, mode: mode, bytes: bytes.count, sha256: try Digest.sha256(bytes)))
      objects.append(
        TreeFile(path: PackageLayout.payload + entry.path, mode: entry.mode, id: entry.id))
    }
    return (files, objects, unsupportedPaths)
  }

  private func files(
    in folder: String, suffix: String
  ) throws(Problem) -> [(name: String, blob: ObjectID, bytes: [UInt8])] {
    var result: [(name: String, blob: ObjectID, bytes: [UInt8])] = []
    for entry in try repository.treeEntries(of: tag.commit, under: folder) {
      guard let file = Path(entry.path).parts.last, file.hasSuffix(suffix) else { continue }
      let name = String(file.dropLast(suffix.count))
      guard entry.path == "\(folder)/\(file)", isName(name) else { continue }
      result.append((name, entry.id, try repository.blob(entry.id)))
    }
    return result
  }
}

extension Configuration {
  fileprivate func noPackage(ofTag tag: String) -> Problem {
    let patterns = packages.map { "\(quoted($0.tag.description)) of \($0.scheme)" }
    return Problem(
      .badData, "the tag \(quoted(tag)) does not fit " + patterns.joined(separator: ", nor "),
      hint: "relman next")
  }
}
