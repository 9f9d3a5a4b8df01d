import Release

/// What is checked out.
public enum Head: Hashable, Sendable {
  /// A branch that has no commit yet.
  case unborn(branch: String)
  /// A branch, without `refs/heads/`, and its newest commit.
  case branch(String, ObjectID)
  case detached(ObjectID)

  /// The commit that is checked out; nil before the first one.
  public var commit: ObjectID? {
    switch self {
    case .unborn: nil
    case .branch(_, let id), .detached(let id): id
    }
  }
}
