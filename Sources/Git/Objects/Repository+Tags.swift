import CGit2
import Release

extension Repository {
  /// All tags that lead to a commit, sorted by the bytes of their names. One that leads elsewhere,
  /// or to an object that is missing, is left out; `tag(named:)` says why.
  public func tags() throws(Problem) -> [Tag] {
    var result: [Tag] = []
    for (name, target) in try references(prefix: tagPrefix) {
      do throws(Problem) {
        result.append(try tag(String(name.dropFirst(tagPrefix.count)), at: target))
      } catch  where error.kind == .badData {
        continue
      }
    }
    return result
  }

  /// One tag; nil when there is no such ref. Throws `.badData` when it does not lead to a commit.
  public func tag(named name: String) throws(Problem) -> Tag? {
    guard let target = try reference(tagPrefix + name) else { return nil }
    return try tag(name, at: target)
  }

  /// An annotated tag object; the ref is moved by `update(_:to:expecting:log:)`.
  public func writeTag(
    name: String, on commit: ObjectID, tagger: Ident, message: String
  ) throws(Problem) -> ObjectID {
    guard isValidReference(tagPrefix + name), !name.hasPrefix("-") else {
      throw Problem(.usage, "\(quoted(name)) cannot be the name of a tag")
    }
    guard isCString(message) else { throw Problem(.badData, "a tag message with a NUL in it") }
    return try write(
      tagText(name: name, commit: commit, tagger: tagger, message: message), GIT_OBJECT_TAG)
  }

  private func tag(_ name: String, at target: ObjectID) throws(Problem) -> Tag {
    guard try header(target).kind == GIT_OBJECT_TAG else {
      return Tag(name: name, object: target, commit: try requiredCommit(target, name))
    }
    let text = try once(target, GIT_OBJECT_TAG) { TagText($0) }
    return Tag(
      name: name, object: target, commit: try peeled(text, name), tagger: text.tagger,
      message: text.message)
  }

  /// Follows tags of tags, a few at most: nobody means more.
  private func peeled(_ tag: TagText, _ name: String) throws(Problem) -> ObjectID {
    var tag = tag
    for _ in 0..<8 {
      guard tag.isOfTag else { return try requiredCommit(tag.object, name) }
      tag = try parsed(tag.object, GIT_OBJECT_TAG) { TagText($0) }
    }
    throw Problem(.badData, "the tag \(quoted(name)) is a chain of tags without an end")
  }

  private func requiredCommit(_ id: ObjectID, _ name: String) throws(Problem) -> ObjectID {
    guard try header(id).kind == GIT_OBJECT_COMMIT else {
      throw Problem(.badData, "the tag \(quoted(name)) does not name a commit")
    }
    return id
  }
}

private let tagPrefix = "refs/tags/"
