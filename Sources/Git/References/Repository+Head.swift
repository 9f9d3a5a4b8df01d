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
  /// does, and `.badData` when a missing object stands in the way.
  public func resolve(_ revision: String) throws(Problem) -> ObjectID {
    guard isCString(revision), !revision.isEmpty else { throw unknown(revision) }
    var object: OpaquePointer?
    defer { git_object_free(object) }
    let status = git_revparse_single(&object, pointer, revision)
    guard status == 0, let id = git_object_id(object) else {
      throw unresolved(revision, status)
    }
    guard let commit = try peeled(ObjectID(id.pointee)) else { throw unknown(revision) }
    return commit
  }

  private func unknown(_ revision: String) -> Problem {
    Problem(.notFound, "no commit is named \(quoted(revision))")
  }

  private func unresolved(_ revision: String, _ status: Int32) -> Problem {
    let isMissing = git_error_last()?.pointee.klass == Int32(GIT_ERROR_ODB.rawValue)
    let reason = Library.failure(status, "follow \(quoted(revision))")
    switch git_error_code(status) {
    case GIT_EAMBIGUOUS:
      return Problem(
        .notFound, "\(quoted(revision)) is the start of more than one object id",
        hint: "git rev-parse --disambiguate=\(escaped(revision, limit: 40))")
    case GIT_ENOTFOUND where isMissing:
      return Problem(.badData, reason.message, hint: whereToLook)
    default:
      return brokenStart(of: revision) ?? unknown(revision)
    }
  }

  /// Of a tag whose commit is missing libgit2 says only that it cannot be peeled.
  private func brokenStart(of revision: String) -> Problem? {
    let start = revision.prefix { !"^~".contains($0) }
    guard start.count < revision.count else { return nil }
    do throws(Problem) {
      _ = try resolve(String(start))
      return nil
    } catch {
      return error.kind == .badData ? error : nil
    }
  }
}
