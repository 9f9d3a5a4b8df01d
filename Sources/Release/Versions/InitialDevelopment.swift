/// What a commit raises while the major number is 0, for which SemVer 2.0.0 (item 4) promises
/// nothing.
public struct InitialDevelopment: Hashable, Sendable {
  public var breaking: Bump
  public var feature: Bump

  public init(breaking: Bump = .minor, feature: Bump = .minor) {
    self.breaking = breaking
    self.feature = feature
  }

  /// What of `bump` is left for a version that is below 1.0.0.
  func eased(_ bump: Bump) -> Bump {
    switch bump {
    case .major: breaking
    case .minor: feature
    case .patch, .none: bump
    }
  }
}
