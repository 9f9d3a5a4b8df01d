import Git
import Release

extension Project {
  /// The commits that HEAD contains, no release of any package contains, and no package carries:
  /// changes that would never be released, newest first. Merges are ignored, and commits that touch
  /// only relman's own files.
  func unclaimed() throws(Problem) -> [CommitSummary] {
    var result: [CommitSummary] = []
    guard lines.count > 1, let head = try repository.head().commit else { return result }
    let tags = try repository.tags { name in lines.contains { $0.version(ofTag: name) != nil } }
    let released = lines.flatMap { ReleaseTags(in: tags, of: $0).tags.map(\.tag.commit) }
    let search = try repository.search(
      from: [head], hiding: released, convert: CommitSummary.all)
    for commit in try search.finish() {
      guard !commit.isMerge, commit.asks > .none, try isUnclaimed(commit.id) else { continue }
      result.append(commit)
    }
    return result
  }

  private func isUnclaimed(_ commit: ObjectID) throws(Problem) -> Bool {
    let lines = lines
    let carried = Repository.Selection { path in
      lines.contains { $0.carries(path) }
    } below: { folder in
      lines.contains { $0.mayCarry(below: folder) }
    }
    if try repository.changes(in: commit, carried) { return false }
    return try repository.changes(in: commit, .init { !$0.isInside(.relman) })
  }
}
