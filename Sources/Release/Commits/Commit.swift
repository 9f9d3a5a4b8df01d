/// A commit object; its tree and blobs are not read.
public struct Commit: Hashable, Sendable {
  public var id: ObjectID
  public var tree: ObjectID
  public var parents: [ObjectID]
  public var author: Ident
  public var committer: Ident
  /// The whole message, with bytes that are not UTF-8 replaced by U+FFFD.
  public var message: String

  public init(
    id: ObjectID, tree: ObjectID, parents: [ObjectID], author: Ident, committer: Ident,
    message: String
  ) {
    self.id = id
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.message = message
  }
}
