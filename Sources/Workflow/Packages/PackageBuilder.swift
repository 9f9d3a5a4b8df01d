import Formats
import Git
import Release
import Report
import Trust

/// Builds the package of a tag: a pure function of the tag, so that anyone can build it again and
/// get the same object ids. The package before it is built first, where it is missing.
struct PackageBuilder {
  let repository: Repository

  struct Built {
    let package: Package
    let digest: Digest
    let commit: ObjectID
  }

  /// Builds and stores; what is stored already is compared.
  ///
  /// - Throws: `.refused` with every finding, `.badData` when the stored package is another one.
  func store(_ tag: Tag) throws(Problem) -> Built {
    let built = try preview(tag)
    try store(built)
    return built
  }

  /// As `build`, for a tag that is yet to be made: packages before it that are missing are built
  /// first.
  func preview(_ tag: Tag) throws(Problem) -> Built {
    for earlier in try unbuilt(upTo: tag) { try store(build(earlier)) }
    return try build(tag)
  }

  /// Builds without moving a ref; the package before it must be stored.
  func build(_ tag: Tag) throws(Problem) -> Built {
    let source = try PackageSource(tag, in: repository)
    let previous = try previous(of: source)
    let draft = try draft(
      source, after: previous.map { .init(package: $0.package, digest: $0.digest) })
    let package = try draft.assembly.complete()
    let tree = try tree(of: package, draft.manifest, draft.notes, draft.blobs, source)
    let commit = try commit(tree, package, draft.digest, tag, after: previous?.commit)
    return Built(package: package, digest: draft.digest, commit: commit)
  }

  /// A package in memory, complete or not: nothing was written.
  struct Draft {
    let assembly: Assembly
    /// `package.json`.
    let manifest: [UInt8]
    let digest: Digest
    let notes: [UInt8]
    /// Of the payload's files, in their order.
    let blobs: [ObjectID]
  }

  /// As `build`, in memory alone; so are the packages before it that are missing.
  ///
  /// - Throws: `.refused` when one before it could not be built.
  func draft(_ tag: Tag) throws(Problem) -> Draft {
    var drafted: PackageInput.Previous?
    for earlier in try unbuilt(upTo: tag) {
      let draft = try draft(PackageSource(earlier, in: repository), after: drafted)
      drafted = .init(package: try draft.assembly.complete(), digest: draft.digest)
    }
    return try draft(PackageSource(tag, in: repository), after: drafted)
  }

  /// - Parameter known: the package before it; nil for the stored one, where there is one.
  private func draft(
    _ source: PackageSource, after known: PackageInput.Previous?
  ) throws(Problem) -> Draft {
    var before = known
    if before == nil, let stored = try previous(of: source) {
      before = .init(package: stored.package, digest: stored.digest)
    }
    let payload = try source.payload()
    let candidates = try candidates(of: source)
    let tickets = try source.tickets()
    var own: [Commit] = []
    for (commit, _) in candidates where try source.owns(commit) { own.append(commit) }
    let notes = try notes(of: source, commits: own, tickets: tickets)
    let assembly = Assembly(
      PackageInput(
        tag: source.tag.name, version: source.version, source: source.tag.commit,
        line: source.line, rules: source.configuration.commits,
        configurationDigest: source.configurationDigest,
        previous: before, commits: candidates.map(\.1), tickets: tickets,
        models: try source.models(), files: payload.files,
        unsupportedPaths: payload.unsupportedPaths,
        notes: try Digest.sha256(notes)))
    let manifest = try CanonicalJSON.encode(assembly.package)
    return Draft(
      assembly: assembly, manifest: manifest, digest: try Digest.sha256(manifest), notes: notes,
      blobs: payload.blobs)
  }

  /// The earlier releases, oldest first, that want a package before `tag` can have one.
  private func unbuilt(upTo tag: Tag) throws(Problem) -> [Tag] {
    var result: [Tag] = []
    var next = try PackageSource(tag, in: repository).predecessor
    while let release = next, try isPackaged(release.tag),
      try repository.reference(RefName.package(release.tag.name)) == nil
    {
      result.append(release.tag)
      next = try PackageSource(release.tag, in: repository).predecessor
    }
    return result.reversed()
  }

  /// The line begins with the first release whose tree has a configuration that knows it.
  private func isPackaged(_ tag: Tag) throws(Problem) -> Bool {
    guard let bytes = try repository.file(at: Project.configurationPath, in: tag.commit) else {
      return false
    }
    let file = "\(escaped(tag.name)):\(Project.configurationPath)"
    return try Configuration.parse(bytes, file: file).package(ofTag: tag.name) != nil
  }

  private func previous(of source: PackageSource) throws(Problem) -> StoredPackage? {
    guard let predecessor = source.predecessor, try isPackaged(predecessor.tag) else { return nil }
    let stored = try StoredPackage.read(tag: predecessor.tag.name, in: repository)
    guard stored.package.source == predecessor.tag.commit else {
      throw Problem(
        .badData, "the tag \(predecessor.tag.name) is not where its package was made",
        hint: "relman package verify \(predecessor.tag.name)")
    }
    return stored
  }

  private func candidates(
    of source: PackageSource
  ) throws(Problem) -> [(Commit, PackageInput.ReleasedCommit)] {
    var result: [(Commit, PackageInput.ReleasedCommit)] = []
    for commit in try source.commits() { result.append((commit, try source.candidate(commit))) }
    return result
  }

  /// The reviewed notes where they were committed, else the generated ones.
  private func notes(
    of source: PackageSource, commits: [Commit], tickets: [String: PackageInput.Ticket]
  ) throws(Problem) -> [UInt8] {
    let path = ReleaseNotesFile.path(of: source.tag.name)
    if let reviewed = try repository.file(at: path, in: source.tag.commit) {
      return ReleaseNotesFile.published(reviewed)
    }
    let released = try repository.releaseTime(of: source.tag)
    var notes = ReleaseNotes(
      tag: source.tag.name, version: source.version.description, date: released.day,
      previous: source.predecessor?.tag.name,
      commits: source.corrections.applied(
        to: commits.map { CommitSummary($0) }),
      rules: source.configuration.commits)
    notes.tickets = Set(notes.commits.compactMap(\.change)).sorted().compactMap {
      tickets[$0].map { TicketSummary($0.change) }
    }
    notes.migrations = try repository.migrations(
      source.line.databases, in: source.tag.commit,
      since: source.predecessor?.tag.commit)
    let template = try repository.file(at: Project.templatePath, in: source.tag.commit)
      .map { bytes throws(Problem) in
        try Template(bytes, file: "\(escaped(source.tag.name)):\(Project.templatePath)")
      }
    let form = NotesForm(rules: source.configuration.commits, template: template)
    return Array(try markdown(notes, form: form).utf8)
  }

  private func tree(
    of package: Package, _ manifest: [UInt8], _ notes: [UInt8], _ blobs: [ObjectID],
    _ source: PackageSource
  ) throws(Problem) -> ObjectID {
    var files = [
      TreeFile(path: PackageLayout.manifest, id: try repository.writeBlob(manifest)),
      TreeFile(path: PackageLayout.notes, id: try repository.writeBlob(notes)),
    ]
    for (file, blob) in zip(package.files, blobs) {
      files.append(
        TreeFile(
          path: PackageLayout.payload + file.path.text,
          mode: file.mode == FileMode.executable.octal ? .executable : .regular, id: blob))
    }
    for change in package.changes {
      let path = ".relman/changes/\(change.id).md"
      guard let ticket = try repository.entry(at: path, in: source.tag.commit) else { continue }
      files.append(TreeFile(path: PackageLayout.ticket(change.id), id: ticket.id))
    }
    return try repository.writeTree(files)
  }

  /// Name, mail and time are the tag's, so that the commit's id is as reproducible as its tree.
  private func commit(
    _ tree: ObjectID, _ package: Package, _ digest: Digest, _ tag: Tag, after parent: ObjectID?
  ) throws(Problem) -> ObjectID {
    let author = try repository.releaser(of: tag)
    return try repository.writeCommit(
      tree: tree, parents: parent.map { [$0] } ?? [], author: author, committer: author,
      message: "\(package.name) \(package.version)\n\nTag: \(tag.name)\nDigest: \(digest)\n")
  }

  private func store(_ built: Built) throws(Problem) {
    let ref = RefName.package(built.package.tag)
    let present = try repository.reference(ref)
    guard present != built.commit else { return }
    guard present == nil else {
      throw Problem(
        .badData, "\(ref) is not the package that its tag gives: the tag was moved, or the ref was",
        hint: "relman package verify \(built.package.tag)")
    }
    try repository.update(
      ref, to: built.commit, expecting: nil, log: "relman: package \(built.digest.short)")
  }
}

extension FileMode {
  /// As Git and `package.json` write it, such as `100644`.
  var octal: String { String(rawValue, radix: 8) }
}
