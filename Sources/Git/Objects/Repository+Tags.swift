import CGit2
import Release

extension Repository {
  /// All tags that lead to a commit, sorted by the bytes of their names; what they say is not read.
  /// One that leads elsewhere, or to a missing object, is left out: `tag(named:)` says why. Throws
  /// `.badData` where the file of a tag holds no id: nobody knows what it was, and a release may be
  /// missing.
  ///
  /// - Parameter isNeeded: whether a tag of this name must not be left out for a missing object,
  ///   which is an error then: without it history would look other than it is.
  public func tags(
    needing isNeeded: (_ name: String) -> Bool = { _ in false }
  ) throws(Problem) -> [Tag] {
    if let broken = try brokenReferences(in: "refs/tags").first {
      throw Problem(
        .badData, "the file of the ref \(quoted(broken)) holds no object id",
        hint: "relman doctor")
    }
    var result: [Tag] = []
    for ref in try refs(prefix: tagPrefix) {
      let name = String(ref.name.dropFirst(tagPrefix.count))
      do throws(Problem) {
        if let commit = ref.peeled, try isCommit(commit) {
          result.append(Tag(name: name, object: ref.target, commit: commit))
        } else if var tag = try tag(name, at: ref.target) {
          tag.annotation = nil
          result.append(tag)
        }
      } catch  where error.kind == .badData && !isNeeded(name) {
        continue
      }
    }
    return result
  }

  /// What an annotated tag says; nil of a lightweight one.
  public func annotation(of tag: Tag) throws(Problem) -> Tag.Annotation? {
    if let known = tag.annotation { return known }
    guard tag.isAnnotated else { return nil }
    return try once(tag.object, GIT_OBJECT_TAG) { TagText($0) }.annotation
  }

  /// One tag; nil when there is no such ref. Throws `.badData` when it does not lead to a commit.
  public func tag(named name: String) throws(Problem) -> Tag? {
    guard let target = try reference(tagPrefix + name) else { return nil }
    if let tag = try tag(name, at: target) { return tag }
    throw Problem(.badData, "the tag \(quoted(name)) does not name a commit")
  }

  /// Nil when it leads elsewhere than to a commit.
  private func tag(_ name: String, at target: ObjectID) throws(Problem) -> Tag? {
    guard try kind(of: target) == GIT_OBJECT_TAG else {
      return try peeled(target).map { Tag(name: name, object: target, commit: $0) }
    }
    let text = try once(target, GIT_OBJECT_TAG) { TagText($0) }
    return try peeled(text.object).map { commit in
      Tag(name: name, object: target, commit: commit, annotation: text.annotation)
    }
  }

  /// The commit that an object is, or that it leads to as a tag of tags, a few at most: nobody
  /// means more. Nil when it leads elsewhere.
  public func peeled(_ id: ObjectID) throws(Problem) -> ObjectID? {
    var id = id
    for _ in 0..<9 {
      if try isCommit(id) { return id }
      guard try kind(of: id) == GIT_OBJECT_TAG else { return nil }
      id = try once(id, GIT_OBJECT_TAG) { TagText($0) }.object
    }
    return nil
  }

  private func isCommit(_ id: ObjectID) throws(Problem) -> Bool {
    if try graph().isInFile(id) { return true }
    return try kind(of: id) == GIT_OBJECT_COMMIT
  }
}

private let tagPrefix = "refs/tags/"
