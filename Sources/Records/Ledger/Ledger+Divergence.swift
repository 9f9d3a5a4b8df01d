import Git
import Release

extension Ledger {
  /// What became of a ledger that went on here and at a remote.
  public enum Divergence: Hashable, Sendable {
    /// The remote's part holds no record: somebody has pushed other commits in their place.
    case theirsHoldsNone
    /// What is here alone never reached the remote, and the remote's part goes on with the same
    /// deployments, or nothing was done under it. The targets' own tables have told whoever went on
    /// what was done, so the remote's part is the whole story.
    case oursIsOutdated
    /// Each part says something that the other does not.
    case apart
  }

  /// - Parameter theirs: the remote's tip; neither tip follows the other.
  public func divergence(from theirs: ObjectID) throws(Problem) -> Divergence {
    let own = try entries(from: tip, notOn: theirs)
    let other = try entries(from: theirs, notOn: tip)
    if other.isEmpty { return .theirsHoldsNone }
    let continued = Set(other.map(\.deployment.id))
    let isOutdated = own.allSatisfy {
      continued.contains($0.deployment.id) || $0.deployment.state == .planned
    }
    return isOutdated ? .oursIsOutdated : .apart
  }

  /// The records of one line that are not on another.
  private func entries(
    from start: ObjectID?, notOn other: ObjectID?
  ) throws(Problem) -> [LedgerEntry] {
    var known: Set<ObjectID> = []
    var next = other
    while let id = next, known.insert(id).inserted {
      next = try repository.commit(id).parents.first
    }
    var result: [LedgerEntry] = []
    next = start
    while let id = next, !known.contains(id) {
      let commit = try repository.commit(id)
      next = commit.parents.first
      if let entry = try entry(commit, { _ in }) { result.append(entry) }
    }
    return result
  }
}
