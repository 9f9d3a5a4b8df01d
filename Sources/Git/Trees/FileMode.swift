import Release

/// What a path in a tree is, with the number that Git writes for it.
public enum FileMode: UInt32, Hashable, Sendable {
  case regular = 0o100644
  case executable = 0o100755
  case link = 0o120000
  case submodule = 0o160000
}

/// A file, link or submodule of a commit.
public struct TreeEntry: Hashable, Sendable {
  /// From the root of the tree, parts joined by `/`.
  public var path: String
  public var mode: FileMode
  /// The blob, or the submodule's commit.
  public var id: ObjectID

  public init(path: String, mode: FileMode, id: ObjectID) {
    self.path = path
    self.mode = mode
    self.id = id
  }
}
