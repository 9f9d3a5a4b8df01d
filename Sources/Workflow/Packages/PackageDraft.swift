import Formats
import Git
import Release
import Trust

/// What a tag packages, in memory, and all that keeps it from being a package.
struct PackageDraft {
  let source: PackageSource
  let assembly: Assembly
  /// `package.json`.
  let manifest: [UInt8]
  let digest: Digest
  let notes: [UInt8]
  /// Whether nobody committed notes for the release.
  let hasGeneratedNotes: Bool
  /// The objects of the payload and of the tickets, at their paths in the package.
  private let carried: [TreeFile]
  private let parent: ObjectID?

  /// The package before.
  struct Predecessor {
    let input: PackageInput.Previous
    let commit: ObjectID
  }

  init(_ source: PackageSource, after predecessor: Predecessor?) throws(Problem) {
    let payload = try source.payload()
    let tickets = try source.tickets()
    let commits = try source.commits()
    if let reviewed = try source.reviewedNotes() {
      (notes, hasGeneratedNotes) = (reviewed, false)
    } else {
      notes = try source.generatedNotes(of: commits, tickets: tickets.mapValues(\.ticket))
      hasGeneratedNotes = true
    }
    assembly = Assembly(
      PackageInput(
        tag: source.tag.name, version: source.version, source: source.tag.commit,
        line: source.line, rules: source.configuration.commits,
        configurationDigest: source.configurationDigest, previous: predecessor?.input,
        commits: try source.candidates(commits), tickets: tickets.mapValues(\.ticket),
        models: try source.models(), files: payload.files,
        unsupportedPaths: payload.unsupportedPaths, notes: try Digest.sha256(notes)))
    manifest = try CanonicalJSON.encode(assembly.package)
    digest = try Digest.sha256(manifest)
    carried =
      payload.objects
      + assembly.package.changes.compactMap { change in
        tickets[change.id].map { TreeFile(path: PackageLayout.ticket(change.id), id: $0.blob) }
      }
    parent = predecessor?.commit
    self.source = source
  }

  /// - Throws: `.refused` with every finding.
  func complete() throws(Problem) -> BuiltPackage {
    let package = try assembly.complete()
    var objects = NewObjects()
    let tree = try objects.addTree(
      carried + [
        TreeFile(path: PackageLayout.manifest, id: objects.addBlob(manifest)),
        TreeFile(path: PackageLayout.notes, id: objects.addBlob(notes)),
      ])
    let commit = try addCommit(to: &objects, tree: tree, digest: digest)
    return BuiltPackage(package: package, digest: digest, commit: commit, objects: objects)
  }

  /// The commit of the package. Name, mail and time are the tag's, so that the commit's id is as
  /// reproducible as its tree.
  func addCommit(
    to objects: inout NewObjects, tree: ObjectID, digest: Digest
  ) throws(Problem) -> ObjectID {
    let package = assembly.package
    let author = try source.repository.releaser(of: source.tag)
    return try objects.addCommit(
      tree: tree, parents: parent.map { [$0] } ?? [], author: author, committer: author,
      message: "\(package.name) \(package.version)\n\nTag: \(package.tag)\nDigest: \(digest)\n")
  }
}
