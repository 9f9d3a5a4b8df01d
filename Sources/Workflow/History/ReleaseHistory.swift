import Records
import Git
import Release

/// A package's releases in the repository: their order in history, and the commits new in each.
struct ReleaseHistory {
  let repository: Repository
  let line: PackageDefinition

  /// The package's release tags, lowest version first.
  let releases: ReleaseTags

  /// Corrections of commits that were made after they were merged.
  let corrections: CorrectionNotes

  init(_ store: RecordStore, line: PackageDefinition) throws(Problem) {
    try self.init(
      repository: store.repository, line: line, corrections: store.corrections(), releases: nil)
  }

  /// - Parameter releases: nil where they were not read yet.
  init(
    repository: Repository, line: PackageDefinition, corrections: CorrectionNotes,
    releases: ReleaseTags?
  ) throws(Problem) {
    self.repository = repository
    self.line = line
    self.corrections = corrections
    if let releases {
      self.releases = releases
    } else {
      self.releases = try ReleaseTags(in: repository, of: line)
    }
  }

  /// Whether a commit belongs to the package: where there are several, whether it changed a file
  /// that this one carries. Only trees are read.
  func owns(_ commit: ObjectID) throws(Problem) -> Bool {
    if line.isAlone { return true }
    return try repository.changes(in: commit, .init(line.carries, below: line.mayCarry))
  }

  /// The highest release below `version` that `tag` contains.
  ///
  /// - Parameter finalsOnly: whether to ignore pre-releases.
  func predecessor(
    of tag: Tag, version: Version, finalsOnly: Bool = false
  ) throws(Problem) -> ReleaseTag? {
    for other in releases.tags.reversed()
    where other.version < version && other.tag.commit != tag.commit
      && !(finalsOnly && other.version.isPreRelease)
    {
      if try repository.isAncestor(other.tag.commit, of: tag.commit) { return other }
    }
    return nil
  }

  /// The highest release that `commit` contains.
  ///
  /// - Parameter finalsOnly: whether to ignore pre-releases.
  func latest(
    in commit: ObjectID, finalsOnly: Bool = false
  ) throws(Problem) -> ReleaseTag? {
    for release in releases.tags.reversed() {
      if finalsOnly, release.version.isPreRelease { continue }
      if try repository.isAncestor(release.tag.commit, of: commit) { return release }
    }
    return nil
  }

  /// The highest release that is no newer than `commit`, allowing for a day of clock skew: at least
  /// as high as the highest that it contains, and found without a walk.
  func highest(before commit: ObjectID) throws(Problem) -> ReleaseTag? {
    let latest = try repository.time(of: commit) + 86_400
    for release in releases.tags.reversed()
    where try repository.time(of: release.tag.commit) <= latest {
      return release
    }
    return nil
  }

  /// - Throws: `.refused` where `commit` is already released, or contains a release at least as
  ///   high as `version`.
  func requireForward(
    _ name: String, version: Version, at commit: ObjectID
  ) throws(Problem) {
    for other in (releases.tags + releases.covered).reversed() where other.tag.name != name {
      guard other.tag.commit != commit else {
        throw Problem(
          .refused,
          "\(quoted(name)) and \(quoted(other.tag.name)) would be two releases of one commit",
          hint: "git tag --points-at \(commit.short)")
      }
      guard other.version >= version,
        try repository.isAncestor(other.tag.commit, of: commit)
      else { continue }
      let hasPackage = try repository.isPackaged(other.tag.name)
      let isStray = try repository.isPackaged(name) && !hasPackage
      throw Problem(
        .refused,
        "\(quoted(name)) moves backwards: it contains \(quoted(other.tag.name))"
          + (isStray ? ", which has no package" : ""),
        hint: isStray ? "git tag -d \(other.tag.name)" : "relman next")
    }
  }

  /// The commits that are new in `tag`, newest first.
  func commits(of tag: Tag, after predecessor: ReleaseTag?) throws(Problem) -> [Commit] {
    let hidden = predecessor.map { [$0.tag.commit] } ?? []
    let region = try repository.commits(from: [tag.commit], hiding: hidden)
    let released = Set(releases.tags.map(\.tag.commit)).subtracting([tag.commit])
    let others = region.map(\.id).filter(released.contains)
    return others.isEmpty
      ? region : try repository.commits(from: [tag.commit], hiding: hidden + others)
  }
}

extension Repository {
  fileprivate func isPackaged(_ tag: String) throws(Problem) -> Bool {
    try reference(RefName.package(tag)) != nil
  }
}
