import CGit2
import Release

extension Repository {
  /// What a commit changes against its parent, as one number: that of `git patch-id --stable`, so
  /// that a cherry-pick has its original's. Nil for a merge, for a commit that changes nothing, and
  /// where a file or a folder that it needs is not here, as in a partial clone.
  ///
  /// - Parameter isReversed: the number of the commit that would take it back.
  public func patchID(
    of id: ObjectID, isReversed: Bool = false
  ) throws(Problem) -> ObjectID? {
    let commit = try commit(id)
    guard commit.parents.count < 2 else { return nil }
    var before: ObjectID?
    if let parent = commit.parents.first, try !isCutOff(id) { before = try tree(of: parent) }
    return isReversed
      ? try patchID(from: commit.tree, to: before) : try patchID(from: before, to: commit.tree)
  }

  private func patchID(from old: ObjectID?, to new: ObjectID?) throws(Problem) -> ObjectID? {
    guard old != new else { return nil }
    let oldTree = try old.flatMap { old throws(Problem) in try treeHandle(old) }
    let newTree = try new.flatMap { new throws(Problem) in try treeHandle(new) }
    guard (oldTree == nil) == (old == nil), (newTree == nil) == (new == nil) else { return nil }
    let diff = try Handle.find("compare two trees", release: git_diff_free) {
      git_diff_tree_to_tree(&$0, pointer, oldTree?.handle.pointer, newTree?.handle.pointer, nil)
    }
    var result = git_oid()
    guard let diff, git_diff_patchid(&result, diff.pointer, nil) == 0 else {
      git_error_clear()
      return nil
    }
    let found = ObjectID(result)
    return found == .zero ? nil : found
  }

  private func treeHandle(_ id: ObjectID) throws(Problem) -> TreeHandle? {
    var oid = id.oid
    let handle = try Handle.find("read the tree \(id)", release: git_tree_free) {
      git_tree_lookup(&$0, pointer, &oid)
    }
    guard let handle else { return nil }
    return TreeHandle(handle)
  }
}

/// A handle that an optional may hold.
private final class TreeHandle {
  let handle: Handle

  init(_ handle: consuming Handle) { self.handle = handle }
}
