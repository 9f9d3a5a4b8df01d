/// How much of a version a change raises.
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
  /// What the commit asks of the next version: a breaking change a major one, a feature or a
  /// migration a minor one, a promotion none, anything else a patch.
  public var asks: Bump {
    if type == "release" { return .none }
    if hidden == .cancelled { return .patch }
    if breaking { return .major }
    let types = entries.map(\.type) + (type.map { [$0] } ?? [])
    return types.contains { $0 == "feat" || $0 == "db" } ? .minor : .patch
  }
}
