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

extension NotedCommit {
  /// What the commit asks of the next version: a breaking change a major one, a feature or a
  /// database change a minor one, a promotion none, anything else a patch.
  public var asks: Bump {
    if type == "release" { return .none }
    if hidden == .cancelled { return .patch }
    if breaking { return .major }
    return type == "feat" || type == "db" ? .minor : .patch
  }
}

extension Version {
  /// The version raised by `bump`. Before 1.0.0 a breaking change raises the minor number
  /// (SemVer 2.0.0, item 4). A pre-release that was raised far enough already becomes final.
  public func raised(by bump: Bump) -> Version {
    let bump = number(0) == 0 ? min(bump, .minor) : bump
    if isPreRelease && bump <= level { return Version(numbers: numbers) }
    guard let position = [Bump.major, .minor, .patch].firstIndex(of: bump) else { return self }
    var raised = numbers
    while raised.count <= position { raised.append(0) }
    raised[position] += 1
    for later in raised.indices.dropFirst(position + 1) { raised[later] = 0 }
    return Version(numbers: raised)
  }

  /// By how much its numbers differ from those of an earlier final release, at least.
  private var level: Bump {
    guard numbers.dropFirst(2).allSatisfy({ $0 == 0 }) else { return .patch }
    return number(1) == 0 ? .major : .minor
  }
}
