/// A tag of the repository, whether it is a release or not.
public struct Tag: Hashable, Sendable {
  /// Without `refs/tags/`.
  public var name: String
  /// What the ref points at: the tag object, or the commit when the tag is lightweight.
  public var object: ObjectID
  /// The commit that the tag is peeled to.
  public var commit: ObjectID
  /// Known only of a tag that is yet to be created, or was looked up by name.
  public var annotation: Annotation?

  /// The content of an annotated tag.
  public struct Annotation: Hashable, Sendable {
    /// Nil where the tag names none.
    public var tagger: Ident?
    public var message: String

    public init(tagger: Ident?, message: String) {
      self.tagger = tagger
      self.message = message
    }
  }

  public init(
    name: String, object: ObjectID, commit: ObjectID, annotation: Annotation? = nil
  ) {
    self.name = name
    self.object = object
    self.commit = commit
    self.annotation = annotation
  }

  public var isAnnotated: Bool { object != commit }
}
