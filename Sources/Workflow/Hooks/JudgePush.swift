import Records
import Git
import Release

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
  var project = try Project.open(context)
  var tags: [Tag] = []
  for ref in refs {
    guard let tag = try judge(ref, project) else { continue }
    project.store = try PackageBuilder(store: project.store).store(tag)
    tags.append(tag)
  }
  let sent = refs.filter { project.store.snapshot[$0.remoteRef] == $0.localID }.map(\.remoteRef)
  let remote = Remote(name: remote, address: address, store: project.store)
  for ref in try await PushPrerequisites(of: tags, remote: remote).send(besides: sent) {
    context.say("relman: pushed \(ref)")
  }
}

/// - Returns: the release tag that this is.
private func judge(_ ref: PushedRef, _ project: Project) throws(Problem) -> Tag? {
  if ref.remoteRef.hasPrefix("refs/tags/") {
    return try judgeTag(String(ref.remoteRef.dropFirst("refs/tags/".count)), ref, project)
  }
  if ref.remoteRef.hasPrefix("refs/relman/") || ref.remoteRef.hasPrefix("refs/notes/relman/") {
    try judgeRecord(ref, project.repository)
  }
  return nil
}

/// A release tag goes out once, with its package before it, and stays where it is.
private func judgeTag(
  _ name: String, _ ref: PushedRef, _ project: Project
) throws(Problem) -> Tag? {
  guard let project = try judging(name, ref, project) else { return nil }
  guard try project.isRelease(name) else {
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
  return tag
}

/// The project as the tagged commit has it, whatever is checked out; else as the work tree has it.
/// Nil where neither is set up for releases and the tag has no package: it is no release then.
private func judging(
  _ name: String, _ ref: PushedRef, _ project: Project
) throws(Problem) -> Project? {
  let tagged = ref.isDeletion ? ref.remoteID : ref.localID
  let repository = project.repository
  if repository.contains(tagged), let commit = try repository.peeled(tagged) {
    let judging = try Project.open(project.store, asOf: commit)
    if judging.isConfigured { return judging }
  }
  if project.isConfigured { return project }
  return project.store.snapshot[RefName.package(name)] == nil ? nil : project
}

extension Project {
  fileprivate func isRelease(_ tag: String) throws(Problem) -> Bool {
    if configuration.package(ofTag: tag) != nil { return true }
    return store.snapshot[RefName.package(tag)] != nil
  }
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
