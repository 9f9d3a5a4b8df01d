import Git
import Release

extension PolicyHistory {
  /// Whether a tip follows another over first parents, so that nothing that was in force before it
  /// is another now: a merge can have any commit among its other parents.
  public static func continues(
    _ older: ObjectID, to newer: ObjectID, in repository: Repository
  ) throws(Problem) -> Bool {
    guard try repository.isAncestor(older, of: newer) else { return false }
    return try repository.firstParents(from: newer, limit: maximumCommits)
      .contains { $0.id == older }
  }
}

extension Transaction {
  /// Plans that the policy ref goes on from `line`, with `other` beside it: a merge carries no
  /// version, and the ref moves forward on both sides, so that nobody has to push it by force.
  public mutating func joinPolicy(
    keeping line: ObjectID, with other: ObjectID
  ) throws(Problem) {
    let author = try store.committer()
    let commit = try objects.addCommit(
      tree: store.repository.commit(line).tree, parents: [line, other], author: author,
      committer: author, message: "policy: go on from \(line.short)\n")
    move(RefName.policy, to: commit, log: "policy publish --rebase")
  }
}

extension PolicySnapshot {
  /// What two changed since `base`, file by file.
  ///
  /// - Returns: nil with the files that both changed, each in another way.
  public static func merge(
    _ mine: PolicySnapshot, _ theirs: PolicySnapshot, since base: PolicySnapshot
  ) -> (merged: PolicySnapshot?, conflicts: [String]) {
    var merged = PolicySnapshot()
    var conflicts: [String] = []
    for name in Set(mine.files.keys).union(theirs.files.keys).sorted() {
      let (old, one, other) = (base.files[name], mine.files[name], theirs.files[name])
      if one != other, one != old, other != old { conflicts.append(name) }
      if let bytes = one == old ? other : one { merged.add(bytes, as: name) }
    }
    return (conflicts.isEmpty ? merged : nil, conflicts)
  }
}
