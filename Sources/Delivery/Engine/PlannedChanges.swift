import Release

/// What a deployment would apply to one target.
public struct PlannedChanges: Hashable, Sendable, Codable {
  public var target: String
  public var database: String
  /// In the order in which they would be applied.
  public var changes: [String]
}

/// What deploying `package` would apply, target by target; reads and creates nothing more.
public func plannedChanges(
  _ package: Package, in environment: Environment, topFolder: String
) throws(Problem) -> [PlannedChanges] {
  []
}
