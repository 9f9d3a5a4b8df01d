import Records
import Git
import Release

/// One line of pre-push's standard input (githooks(5)).
public struct PushedRef: Sendable {
  public var localRef: String
  public var localID: ObjectID
  public var remoteRef: String
  public var remoteID: ObjectID

  /// - Throws: `.badData` when the line has another form.
  public init(line: some StringProtocol) throws(Problem) {
    let words = line.split { $0 == " " }.map { String($0) }
    guard words.count == 4, let localID = ObjectID(hex: words[1]),
      let remoteID = ObjectID(hex: words[3])
    else { throw Problem(.badData, "pre-push was given \(quoted(line))") }
    (localRef, self.localID, remoteRef, self.remoteID) = (words[0], localID, words[2], remoteID)
  }

  var isDeletion: Bool { localID == .zero }
}

/// Judges every ref of a push, builds the package of each release tag, and pushes it before its tag
/// with whatever else a clone needs to build it again.
///
/// - Parameters:
///   - remote: the remote's name, or its address where it has none.
///   - address: where this push goes; a remote may be fetched from elsewhere.
/// - Throws: the first refusal: what, which ref, why, and the command that mends it.
public func judgePush(
  _ refs: [PushedRef], to remote: String, at address: String, _ context: CommandContext
) async throws(Problem) {
  let project = try Project.open(context)
  guard project.isConfigured else { return }
  var tags: [Tag] = []
  for ref in refs {
    if let tag = try judge(ref, project) { tags.append(tag) }
  }
  var sent: [String] = []
  for ref in refs where try project.repository.reference(ref.remoteRef) == ref.localID {
    sent.append(ref.remoteRef)
  }
  let remote = Remote(name: remote, address: address, store: project.store)
  for ref in try await PushPrerequisites(of: tags, remote: remote).send(besides: sent) {
    context.say("relman: pushed \(ref)")
  }
}

/// - Returns: the release tag that this is, once its package is here.
private func judge(_ ref: PushedRef, _ project: Project) throws(Problem) -> Tag? {
  if ref.remoteRef.hasPrefix("refs/tags/") {
    return try judgeTag(String(ref.remoteRef.dropFirst("refs/tags/".count)), ref, project)
  }
  if ref.remoteRef.hasPrefix("refs/relman/") || ref.remoteRef.hasPrefix("refs/notes/relman/") {
    try judgeRecord(ref, project)
  }
  return nil
}

/// A release tag goes out once, with its package before it, and stays where it is.
private func judgeTag(
  _ name: String, _ ref: PushedRef, _ project: Project
) throws(Problem) -> Tag? {
  guard project.configuration.package(ofTag: name) != nil else {
    try refuseLookalike(name, project)
    return nil
  }
  if ref.isDeletion {
    throw Problem(
      .refused, "the release tag \(quoted(name)) would be deleted: a release stays",
      hint: "git fetch --tags")
  }
  guard ref.remoteID == .zero || ref.remoteID == ref.localID else {
    throw Problem(
      .refused, "the release tag \(quoted(name)) would be moved: a release stays what it was",
      hint: "relman next")
  }
  let tag = try existingTag(name, in: project.repository)
  guard tag.object == ref.localID else {
    throw Problem(
      .refused, "\(quoted(name)) is another tag here than the one that is pushed",
      hint: "git push origin \(name)")
  }
  _ = try PackageBuilder(repository: project.repository).store(tag)
  return tag
}

/// `v1.4` where a line's tags are `v{version}`: meant as a release, and none.
private func refuseLookalike(_ name: String, _ project: Project) throws(Problem) {
  for line in project.lines {
    guard let text = line.tag.version(in: name), Scheme.lenient.version(text) != nil else {
      continue
    }
    throw Problem(
      .refused,
      "the tag \(quoted(name)) looks like a release, and \(quoted(text)) is no version of "
        + "\(line.scheme)", hint: "relman tag")
  }
}

/// Packages, notes and ledgers only grow.
private func judgeRecord(_ ref: PushedRef, _ project: Project) throws(Problem) {
  guard ref.remoteID != .zero else { return }
  let repository = project.repository
  guard !ref.isDeletion, repository.contains(ref.remoteID),
    try repository.isAncestor(ref.remoteID, of: ref.localID)
  else {
    throw Problem(
      .refused, "\(quoted(ref.remoteRef)) would lose what the remote has", hint: "relman sync")
  }
}
