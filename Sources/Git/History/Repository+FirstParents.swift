import CGit2
import Release

/// A commit of a line of first parents.
public struct LineCommit: Sendable {
  public let id: ObjectID
  public let parents: [ObjectID]
  /// Nil where it names no author or committer, as git's own commands never leave it.
  public let commit: Commit?
}

extension Repository {
  /// The commits from `tip` to the root, over first parents alone, newest first.
  ///
  /// - Throws: `.badData` for a missing or damaged commit, or where there are more than `limit`.
  public func firstParents(from tip: ObjectID, limit: Int) throws(Problem) -> [LineCommit] {
    var result: [LineCommit] = []
    var next: ObjectID? = tip
    while let id = next {
      guard result.count < limit else {
        throw Problem(.badData, "more than \(limit) commits lead to \(tip.short)")
      }
      let commit = try parsed(id, GIT_OBJECT_COMMIT) { lineCommit(id, in: $0) }
      result.append(commit)
      next = commit.parents.first
    }
    return result
  }
}
