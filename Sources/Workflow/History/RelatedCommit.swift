import Release

/// Another commit that makes the same change, or reverts it.
public struct RelatedCommit: Encodable, Sendable {
  public var commit: ObjectID
  public var subject: String
  public var release: String?
  /// Whether the patch is the same (or its reverse), by patch id; nil where that is unknown: for
  /// merges, and in a clone without the files.
  public var samePatch: Bool?
}
