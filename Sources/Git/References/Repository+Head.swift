import CGit2
import Release

extension Repository {
  /// What is checked out here; of a linked work tree, its own.
  public func head() throws(Problem) -> Head {
    let head = try Handle("read HEAD", release: git_reference_free) {
      git_reference_lookup(&$0, pointer, "HEAD")
    }
    guard let target = git_reference_symbolic_target(head.pointer) else {
      guard let id = git_reference_target(head.pointer) else {
        throw Problem(.badData, "HEAD names nothing", hint: "git symbolic-ref HEAD refs/heads/main")
      }
      return .detached(ObjectID(id.pointee))
    }
    let name = String(cString: target)
    let branch = name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
    guard let id = try reference(name) else { return .unborn(branch: branch) }
    return .branch(branch, id)
  }

  /// The commit that a revision names, as gitrevisions(7) has it; throws `.notFound` when none
  /// does.
  public func resolve(_ revision: String) throws(Problem) -> ObjectID {
    let none = Problem(.notFound, "no commit is named \(quoted(revision))")
    guard isCString(revision), !revision.isEmpty else { throw none }
    var object: OpaquePointer?
    defer { git_object_free(object) }
    var commit: OpaquePointer?
    defer { git_object_free(commit) }
    let status = git_revparse_single(&object, pointer, revision)
    if git_error_code(status) == GIT_EAMBIGUOUS {
      git_error_clear()
      throw Problem(
        .notFound, "\(quoted(revision)) is the start of more than one object id",
        hint: "git rev-parse --disambiguate=\(escaped(revision, limit: 40))")
    }
    guard status == 0, git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0,
      let id = git_object_id(commit)
    else {
      git_error_clear()
      throw none
    }
    return ObjectID(id.pointee)
  }
}
