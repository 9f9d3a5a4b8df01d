/// Decides which version a line takes next. The day and the tags are given: it is a pure function.
///
/// A line goes on between the release that it contains and the next higher one, which it does not
/// contain: on a maintenance line that one belongs to somebody else. A trunk is no such line: where
/// only patches of its own last release stand on another branch, it goes on above them.
struct VersionBounds {
  let line: PackageDefinition
  /// The highest release that the commits come after; nil before the first.
  let current: Version?
  /// The releases above `current`, lowest first, which the commits do not contain.
  let taken: [ReleaseTag]
  let today: Day
  let channel: Channel?

  struct Step: Hashable {
    var version: Version
    var bump: Bump
    /// What the commits ask for; above `version` when another line has that.
    var wanted: Version
    /// The release that has what is wanted, or stands below it.
    var heldBelow: ReleaseTag?
  }

  /// - Parameter most: the most that any commit asks for.
  /// - Returns: nil when there is nothing to release.
  /// - Throws: `.refused` when there is, and no version is free for it.
  func step(for most: Bump) throws(Problem) -> Step? {
    guard most > .none || isPromotion else { return nil }
    if channel != nil, case .calver(let format) = line.scheme, !format.hasModifier {
      throw Problem(
        .refused, "\(line.scheme) has no pre-releases: its format does not end in -MODIFIER",
        hint: "relman next")
    }
    let candidates = candidates(for: most)
    guard let wanted = candidates.first else { throw noCounter() }
    guard let step = candidates.first(where: { fits($0.version) }) else {
      if most == .none { return nil }
      throw noRoom(for: wanted.version)
    }
    let version = try channel?.version(of: step.version, after: current) ?? step.version
    guard line.scheme.version(version.description) != nil else {
      throw Problem(
        .refused, "\(quoted(version.description)) is too long for a version",
        hint: "relman tag VERSION")
    }
    let isHeld = version.core < wanted.version
    return Step(
      version: version, bump: step.bump, wanted: wanted.version,
      heldBelow: isHeld ? taken.first { !leaves($0.version, free: wanted.version) } : nil)
  }

  /// Whether a pre-release would become final, or go on in another channel, without another commit.
  private var isPromotion: Bool {
    guard let current, current.isPreRelease else { return false }
    return current.preRelease.first != channel.map { .text($0.name) }
  }

  /// Final versions, from the one that is asked for down to the least that comes after `current`.
  private func candidates(for most: Bump) -> [(version: Version, bump: Bump)] {
    guard let current else { return [(line.first ?? line.scheme.first(on: today), most)] }
    let asked = line.bump(most, after: current)
    var result: [(version: Version, bump: Bump)] = []
    for day in [today, nil] {
      for bump in Bump.allCases.reversed() where bump <= asked && (bump > .none || asked == .none) {
        if let version = line.scheme.bumped(current, by: bump, today: day) {
          result.append((version, bump))
        }
      }
    }
    // A trunk whose patches are made on a branch: the next minor version is its own.
    if asked == .patch, isPatch(current), current.number(2) == 0, !taken.isEmpty,
      let minor = line.scheme.bumped(current, by: .minor)
    {
      result.append((minor, .minor))
    }
    return result
  }

  /// Whether a final version stays below what another line has: the pre-releases of that included.
  private func fits(_ version: Version) -> Bool {
    taken.allSatisfy { leaves($0.version, free: version) }
  }

  private func leaves(_ other: Version, free version: Version) -> Bool {
    version < other.core || (isPatch(other) && !isPatch(version))
  }

  /// Whether a version has the first two numbers of the current final release.
  private func isPatch(_ version: Version) -> Bool {
    guard let current, !current.isPreRelease, line.scheme == .semver || line.scheme == .lenient
    else { return false }
    return version.number(0) == current.number(0) && version.number(1) == current.number(1)
  }

  private func noRoom(for wanted: Version) -> Problem {
    let taken = taken.first?.tag.name ?? ""
    let hint = "git merge \(taken)"
    guard let current else {
      return Problem(
        .refused, "\(wanted) is not below \(quoted(taken)), a release that HEAD does not contain",
        hint: hint)
    }
    return Problem(
      .refused,
      "no version is free between \(current) and \(quoted(taken)), which HEAD does not contain",
      hint: hint)
  }

  private func noCounter() -> Problem {
    Problem(
      .refused,
      "\(current?.description ?? "") is released, and \(line.scheme) has no MICRO to go on with",
      hint: "${EDITOR:-vi} .relman/config.yaml")
  }
}

extension PackageDefinition {
  /// What of a bump is left, by the rules for versions below 1.0.0.
  fileprivate func bump(_ bump: Bump, after current: Version) -> Bump {
    if case .calver = scheme { return bump }
    return current.number(0) == 0 ? beforeOne.eased(bump) : bump
  }
}
