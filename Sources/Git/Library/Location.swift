import CGit2
import Glibc
import Release

/// Where to look for the repository: what git puts into the environment of its hooks, else a path.
struct Location {
  private let path: String
  private let gitDirectory = environment("GIT_DIR")
  private let workTree = environment("GIT_WORK_TREE")
  private let objects = environment("GIT_OBJECT_DIRECTORY")

  init(path: String) { self.path = path }

  func open(_ pointer: inout OpaquePointer?) -> Int32 {
    // Inside a push, new objects are in quarantine, and only this way of opening sees them.
    if objects != nil {
      let start = gitDirectory == nil ? path : nil
      return git_repository_open_ext(&pointer, start, GIT_REPOSITORY_OPEN_FROM_ENV.rawValue, nil)
    }
    if let gitDirectory {
      let flags = GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue | GIT_REPOSITORY_OPEN_NO_DOTGIT.rawValue
      return git_repository_open_ext(&pointer, resolved(gitDirectory), flags, nil)
    }
    return git_repository_open_ext(&pointer, path, 0, environment("GIT_CEILING_DIRECTORIES"))
  }

  /// libgit2 does not read `GIT_WORK_TREE`.
  func adoptWorkTree(_ repository: OpaquePointer) throws(Problem) {
    guard gitDirectory != nil, let workTree else { return }
    try check(
      git_repository_set_workdir(repository, resolved(workTree), 0),
      "use the work tree \(quoted(workTree))")
  }

  private func resolved(_ other: String) -> String {
    other.hasPrefix("/") || path == "." ? other : "\(path)/\(other)"
  }
}

/// A variable of the environment; nil when unset or empty.
func environment(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
