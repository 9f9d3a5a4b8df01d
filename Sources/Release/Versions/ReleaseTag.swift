/// A tag that is a release of a package.
public struct ReleaseTag: Hashable, Sendable {
  public var tag: Tag
  public var version: Version

  public init(tag: Tag, version: Version) {
    self.tag = tag
    self.version = version
  }
}

extension ReleaseTag: Comparable {
  /// By version; the same version in two tags by the bytes of their names.
  public static func < (one: Self, other: Self) -> Bool {
    if one.version < other.version { return true }
    if other.version < one.version { return false }
    return one.tag.name.utf8.lexicographicallyPrecedes(other.tag.name.utf8)
  }
}

/// The release tags of a package, and the problems with them.
public struct ReleaseTags: Hashable, Sendable {
  /// Lowest version first, at most one for each commit.
  public private(set) var tags: [ReleaseTag]
  /// Release tags whose commit has a tag of a higher version.
  public private(set) var covered: [ReleaseTag] = []
  public private(set) var problems: [Problem] = []

  /// Selects the release tags of a package. Of several on one commit the highest version counts.
  public init(in tags: [Tag], of package: PackageDefinition) {
    let found = tags.compactMap { tag in
      package.version(ofTag: tag.name).map { ReleaseTag(tag: tag, version: $0) }
    }
    var higher: [ObjectID: ReleaseTag] = [:]
    var highest: [ReleaseTag] = []
    for release in found.sorted().reversed() {
      if let higher = higher[release.tag.commit] {
        covered.append(release)
        problems.append(Self.sameCommit(release, higher))
      } else {
        highest.append(release)
      }
      higher[release.tag.commit] = release
    }
    self.tags = highest.reversed()
    covered.reverse()
    problems.reverse()
    for (one, other) in zip(self.tags, self.tags.dropFirst()) where one.version == other.version {
      problems.append(Self.sameVersion(one, other))
    }
  }

  /// The release whose tag is `name`, even if its commit has a tag of a higher version.
  public func named(_ name: String) -> ReleaseTag? {
    (tags + covered).first { $0.tag.name.utf8.elementsEqual(name.utf8) }
  }

  /// The release whose version has the same precedence.
  public func tag(of version: Version) -> ReleaseTag? {
    (tags + covered).first { $0.version == version }
  }

  /// The releases above `version`, or all, lowest first.
  public func above(_ version: Version?) -> [ReleaseTag] {
    (tags + covered).filter { release in version.map { $0 < release.version } ?? true }.sorted()
  }

  private static func sameCommit(_ lower: ReleaseTag, _ higher: ReleaseTag) -> Problem {
    Problem(
      .badData,
      """
      \(quoted(lower.tag.name)) and \(quoted(higher.tag.name)) tag the same commit, \
      \(higher.tag.commit.short): its changes count for \(quoted(higher.tag.name))
      """)
  }

  private static func sameVersion(_ one: ReleaseTag, _ other: ReleaseTag) -> Problem {
    Problem(
      .badData,
      "\(quoted(one.tag.name)) and \(quoted(other.tag.name)) name the same version")
  }
}
