/// Decides the next version of a package. The day and the tags are given: it is a pure function.
///
/// The next version lies between the highest release that HEAD contains and the next higher one,
/// which a maintenance branch does not contain and must stay below. A trunk is different: where
/// only patches of its last release were made on another branch, its next version is above them.
struct VersionBounds {
  let package: PackageDefinition
  /// The highest release that the commits come after; nil before the first.
  let current: Version?
  /// The releases above `current`, lowest first, which the commits do not contain.
  let taken: [ReleaseTag]
  let today: Day
  let channel: Channel?

  struct Step: Hashable {
    var version: Version
    var bump: Bump
    /// What the commits require; above `version` where another branch has released that.
    var wanted: Version
    /// The release that has the wanted version, or leaves no room for it.
    var heldBelow: ReleaseTag?
  }

  /// - Parameter required: the largest bump that any commit requires.
  /// - Returns: nil where there is nothing to release.
  /// - Throws: `.refused` where there is, but no version is free for it.
  func step(for required: Bump) throws(Problem) -> Step? {
    guard required > .none || isPromotion else { return nil }
    if channel != nil, case .calver(let format) = package.scheme, !format.hasModifier {
      throw Problem(
        .refused, "\(package.scheme) has no pre-releases: its format does not end in -MODIFIER",
        hint: "relman next")
    }
    let candidates = candidates(for: required)
    guard let wanted = candidates.first else { throw noCounter() }
    guard let step = candidates.first(where: { fits($0.version) }) else {
      if required == .none { return nil }
      throw noRoom(for: wanted.version)
    }
    let version = try channel?.version(of: step.version, after: current) ?? step.version
    guard package.scheme.version(version.description) != nil else {
      throw Problem(
        .refused, "\(quoted(version.description)) is too long for a version",
        hint: "relman tag VERSION")
    }
    let isHeld = version.core < wanted.version
    return Step(
      version: version, bump: step.bump, wanted: wanted.version,
      heldBelow: isHeld ? taken.first { !leaves($0.version, free: wanted.version) } : nil)
  }

  /// Whether a pre-release would become final, or move to another channel, without another commit.
  private var isPromotion: Bool {
    guard let current, current.isPreRelease else { return false }
    return current.preRelease.first != channel.map { .text($0.name) }
  }

  /// Final versions, from the required one down to the lowest that comes after `current`.
  private func candidates(for required: Bump) -> [(version: Version, bump: Bump)] {
    guard let current else { return [(package.first ?? package.scheme.first(on: today), required)] }
    let largest = package.bump(required, after: current)
    var result: [(version: Version, bump: Bump)] = []
    for day in [today, nil] {
      for bump in Bump.allCases.reversed()
      where bump <= largest
        && (bump > .none || largest == .none)
      {
        if let version = package.scheme.bumped(current, by: bump, today: day) {
          result.append((version, bump))
        }
      }
    }
    // A trunk whose patches are made on a branch continues with the next minor version.
    if largest == .patch, isPatch(current), current.number(2) == 0, !taken.isEmpty,
      let minor = package.scheme.bumped(current, by: .minor)
    {
      result.append((minor, .minor))
    }
    return result
  }

  /// Whether a final version stays below the releases of other branches, including their
  /// pre-releases.
  private func fits(_ version: Version) -> Bool {
    taken.allSatisfy { leaves($0.version, free: version) }
  }

  private func leaves(_ other: Version, free version: Version) -> Bool {
    version < other.core || (isPatch(other) && !isPatch(version))
  }

  /// Whether a version has the same first two numbers as the current final release.
  private func isPatch(_ version: Version) -> Bool {
    guard let current, !current.isPreRelease,
      package.scheme == .semver || package.scheme == .lenient
    else { return false }
    return version.number(0) == current.number(0) && version.number(1) == current.number(1)
  }

  private func noRoom(for wanted: Version) -> Problem {
    let taken = taken.first?.tag.name ?? ""
    let hint: ShellCommand = "git merge \(taken)"
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
      "\(current?.description ?? "") is already released, and \(package.scheme) has no MICRO "
        + "to increment",
      hint: "${EDITOR:-vi} .relman/config.yaml")
  }
}

extension PackageDefinition {
  /// What a required bump becomes, by the rules for versions below 1.0.0.
  fileprivate func bump(_ bump: Bump, after current: Version) -> Bump {
    if case .calver = scheme { return bump }
    return current.number(0) == 0 ? beforeOne.reduced(bump) : bump
  }
}
