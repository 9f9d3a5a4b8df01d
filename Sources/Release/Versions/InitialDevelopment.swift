/// What a commit bumps while the major number is 0, for which SemVer 2.0.0 (item 4) guarantees
/// nothing.
public struct InitialDevelopment: Hashable, Sendable {
  public var breaking: Bump
  public var feature: Bump

  public init(breaking: Bump = .minor, feature: Bump = .minor) {
    self.breaking = breaking
    self.feature = feature
  }

  /// What a required bump becomes for a version below 1.0.0.
  func reduced(_ bump: Bump) -> Bump {
    switch bump {
    case .major: breaking
    case .minor: feature
    case .patch, .none: bump
    }
  }
}
