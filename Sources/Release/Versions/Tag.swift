/// A tag as the repository holds it, release or not.
public struct Tag: Hashable, Sendable {
  /// Without `refs/tags/`.
  public var name: String
  /// What the ref points at: the tag object, or the commit when the tag is lightweight.
  public var object: ObjectID
  /// The commit that the tag names in the end.
  public var commit: ObjectID
  /// Where it is known already: of a tag that is yet to be made, or was asked for by its name.
  public var annotation: Annotation?

  /// What an annotated tag says.
  public struct Annotation: Hashable, Sendable {
    /// Nil when nobody is named.
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
