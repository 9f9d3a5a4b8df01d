import Records
import Git
import Release

/// What `relman tag` answers.
public struct TagResult: Encodable, Sendable {
  public var tag: String
  public var version: String
  public var commit: ObjectID
  /// The digest of the package that the tag gives.
  public var digest: Digest
  public var isNew: Bool
  /// Whether the tag goes by corrections, which the remote must have too.
  public var isCorrected: Bool
}

/// Makes the annotated release tag on HEAD, once everything that it would package has its place.
///
/// - Parameter version: nil for the one that `relman next` proposes.
/// - Throws: `.refused` when nothing is to be released, when the tag exists elsewhere, or when the
///   package could not be built.
public func tagRelease(
  _ version: String?, package: String? = nil, channel: Channel? = nil, _ context: CommandContext,
  dryRun: Bool = false
) throws(Problem) -> TagResult {
  let project = try Project.open(context, package: package).about(tag: version)
  try project.requireConfiguration()
  let version = try project.version(version, channel: channel)
  let line = try project.line
  let name = line.tag.name(for: version)
  let repository = project.repository
  guard let head = try repository.head().commit else {
    throw Problem(.notFound, "there is no commit to tag", hint: "git commit")
  }
  if let present = try repository.tag(named: name) {
    try present.requireStanding(on: head)
    return try project.result(of: present, version, isNew: false)
  }
  try project.requireNew(version, for: name)
  let tagger = try project.store.committer()
  let message = try "\(line.name) \(version)\n" + project.correctionsNote()
  var transaction = Transaction(project.store)
  let object = try transaction.objects.addTag(
    name: name, on: head, tagger: tagger, message: message)
  let tag = Tag(
    name: name, object: object, commit: head, annotation: .init(tagger: tagger, message: message))
  let result = try project.result(of: tag, version, isNew: true)
  if !dryRun {
    transaction.move("refs/tags/" + name, to: object, log: "tag \(name)")
    try transaction.commit()
  }
  return result
}

extension Tag {
  /// - Throws: `.refused` when it stands elsewhere.
  fileprivate func requireStanding(on head: ObjectID) throws(Problem) {
    guard commit == head else {
      throw Problem(
        .refused, "the tag \(name) stands on \(commit.short), and HEAD is \(head.short)",
        hint: "relman next")
    }
  }
}

extension Project {
  /// - Throws: `.refused` when the package could not be built.
  fileprivate func result(
    of tag: Tag, _ version: Version, isNew: Bool
  ) throws(Problem) -> TagResult {
    let draft = try PackageBuilder(store: store).draft(tag)
    return TagResult(
      tag: tag.name, version: version.description, commit: tag.commit,
      digest: try draft.complete().digest, isNew: isNew,
      isCorrected: !draft.source.corrections.isEmpty)
  }

  /// The trailer that names the corrections of what the tag releases; nothing where there are none.
  func correctionsNote() throws(Problem) -> String {
    guard let notes = store.snapshot[RefName.corrections],
      try NotesReader(self).unreleased().contains(where: { !$0.corrected.isEmpty })
    else { return "" }
    return "\n\(correctionsTrailer): \(notes)\n"
  }

  /// - Throws: `.refused` when another tag has the version, such as one with another build.
  fileprivate func requireNew(_ version: Version, for name: String) throws(Problem) {
    let releases = try ReleaseTags(in: repository, of: line)
    guard let same = releases.tag(of: version) else { return }
    throw Problem(
      .refused, "\(name) and \(same.tag.name) would be two releases of one version",
      hint: "relman next")
  }

  /// The version that a person names, with or without the tag's prefix, else the proposed one.
  ///
  /// - Parameter channel: asks for a pre-release of the proposed version.
  /// - Throws: `.usage` when it is none, `.refused` when there is nothing to release.
  func version(_ text: String?, channel: Channel? = nil) throws(Problem) -> Version {
    if let text {
      guard channel == nil else {
        throw Problem(
          .usage, "--pre chooses the version, and \(quoted(text)) names one", hint: "relman next")
      }
      let line = try line
      if let version = line.scheme.version(text) ?? line.version(ofTag: text) { return version }
      throw Problem(
        .usage, "\(quoted(text)) is no version of \(line.scheme)", hint: "relman next")
    }
    guard let version = try proposeNext(self, channel: channel).next else {
      throw Problem(
        .refused, "nothing has changed since the last release", hint: "relman next")
    }
    return version
  }
}
