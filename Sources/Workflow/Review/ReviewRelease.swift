import Records
import Formats
import Git
import Release
import Trust

/// What a reviewer sees of a release before anybody approves it: of an existing tag, or of the
/// release that HEAD would give. Everything is read from one commit; no ref and no file of the work
/// tree is written.
///
/// - Parameter version: a version or a tag; nil for the release at HEAD, else the next one.
/// - Throws: `.refused` in a shallow clone, `.notFound` where there is no commit.
public func reviewRelease(
  _ version: String?, package: String? = nil, _ context: CommandContext
) throws(Problem) -> Review {
  let store = try RecordStore.open(context)
  guard let head = try store.repository.head().commit else {
    throw Problem(.notFound, "there is no commit to review", hint: "git commit")
  }
  let project = try Project.open(store, asOf: head)
    .about(package: package).about(tag: version)
  let line = try project.line
  try project.requireHistory()
  let release = try ReleaseTags(in: project.repository, of: line)
  let tag = try project.subject(version, head, among: release)
  var review = Review(commit: tag?.commit ?? head, name: line.name)
  guard let tag else {
    if store.snapshot[RefName.policy] != nil {
      try review.compareRules(with: project.policy(), project)
    }
    return review
  }
  review.tag = tag.name
  review.version = line.version(ofTag: tag.name)?.description
  review.isTagged = try project.repository.tag(named: tag.name) != nil
  var context = Reviewer(project: project, tag: tag, review: review)
  try context.fill()
  return context.review
}

extension Project {
  /// The tag to review: one that exists, or one that would stand on HEAD; nil when nothing is to be
  /// released.
  fileprivate func subject(
    _ text: String?, _ head: ObjectID, among releases: ReleaseTags
  ) throws(Problem) -> Tag? {
    if let text {
      if let release = releases.named(text) { return release.tag }
      let version = try version(text)
      if let release = releases.tag(of: version) { return release.tag }
      return try upcoming(version, at: head)
    }
    if let here = releases.tags.first(where: { $0.tag.commit == head }) { return here.tag }
    return try proposeNext(self).next.map { next throws(Problem) in try upcoming(next, at: head) }
  }

  /// As `relman tag` would make it, with the corrections that it goes by.
  private func upcoming(_ version: Version, at head: ObjectID) throws(Problem) -> Tag {
    let line = try line
    return Tag(
      name: line.tag.name(for: version), object: head, commit: head,
      annotation: .init(
        tagger: nil, message: "\(line.name) \(version)\n" + (try correctionsNote())))
  }
}
