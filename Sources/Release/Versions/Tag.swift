/// A tag as the repository holds it, release or not.
public struct Tag: Hashable, Sendable {
  /// Without `refs/tags/`.
  public var name: String
  /// What the ref points at: the tag object, or the commit when the tag is lightweight.
  public var object: ObjectID
  /// The commit that the tag names in the end.
  public var commit: ObjectID
  /// Nil when the tag is lightweight, or annotated without a tagger.
  public var tagger: Ident?
  /// The annotation; nil when the tag is lightweight.
  public var message: String?

  public init(
    name: String, object: ObjectID, commit: ObjectID, tagger: Ident? = nil, message: String? = nil
  ) {
    self.name = name
    self.object = object
    self.commit = commit
    self.tagger = tagger
    self.message = message
  }

  public var isAnnotated: Bool { object != commit }
}
