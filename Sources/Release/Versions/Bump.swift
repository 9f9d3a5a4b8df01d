/// Which number of a version a change bumps.
public enum Bump: String, Hashable, Sendable, CaseIterable, Codable, Comparable {
  case none, patch, minor, major

  public static func < (one: Self, other: Self) -> Bool { one.level < other.level }

  private var level: Int {
    switch self {
    case .none: 0
    case .patch: 1
    case .minor: 2
    case .major: 3
    }
  }
}

extension CommitSummary {
  /// The bump that the commit requires: major for a breaking change, minor for a feature or a
  /// migration, none for a promotion, patch for anything else.
  public var asks: Bump {
    if type == "release" { return .none }
    if hidden == .cancelled { return .patch }
    if breaking { return .major }
    let types = entries.map(\.type) + (type.map { [$0] } ?? [])
    return types.contains { $0 == "feat" || $0 == "db" } ? .minor : .patch
  }
}
