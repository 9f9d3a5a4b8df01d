import Git
import Release

extension Repository {
  /// Who made a release, and when: the tagger or, where the tag is lightweight, the committer.
  func releaser(of tag: Tag) throws(Problem) -> Ident {
    if let tagger = try annotation(of: tag)?.tagger { return tagger }
    return try commit(tag.commit).committer
  }

  func releaseTime(of tag: Tag) throws(Problem) -> Instant { try releaser(of: tag).time }
}

extension ReleaseTags {
  /// Reads the release tags of a repository.
  ///
  /// - Throws: `.badData` where one of them names a missing object: its commits would be counted in
  ///   another release.
  init(in repository: Repository, of package: PackageDefinition) throws(Problem) {
    self.init(in: try repository.tags { package.version(ofTag: $0) != nil }, of: package)
  }
}
