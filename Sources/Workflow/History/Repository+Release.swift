import Git
import Release

extension Repository {
  /// Who released a tag, and when: its tagger or, where the tag is lightweight, who committed what
  /// it names.
  func releaser(of tag: Tag) throws(Problem) -> Ident {
    if let tagger = try annotation(of: tag)?.tagger { return tagger }
    return try commit(tag.commit).committer
  }

  func releaseTime(of tag: Tag) throws(Problem) -> Instant { try releaser(of: tag).time }
}

extension ReleaseTags {
  /// Those of a repository.
  ///
  /// - Throws: `.badData` where one of them leads to an object that is missing: its commits would
  ///   count for another release.
  init(in repository: Repository, of line: PackageDefinition) throws(Problem) {
    self.init(in: try repository.tags { line.version(ofTag: $0) != nil }, of: line)
  }
}
