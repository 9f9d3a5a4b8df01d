import CGit2
import Release

/// Owns a git_repository and its object database. Values come out of it, never handles.
/// Not for two threads at once.
public final class Repository {
  let handle: Handle
  let objects: Handle
  private var openedGraph: CommitGraph?
  private(set) lazy var packs = Packs(objects: commonDirectory + "/objects")
  lazy var packReader = PackReader(packs)

  var pointer: OpaquePointer { handle.pointer }

  private init(_ opened: consuming Handle) throws(Problem) {
    let pointer = opened.pointer
    objects = try Handle("open the objects", release: git_odb_free) {
      git_repository_odb(&$0, pointer)
    }
    handle = opened
  }

  /// Starts libgit2 ahead of time, which takes some milliseconds: Debian's reads all certificates.
  /// The process must not exit meanwhile.
  public static func prepare() { Library.prepare() }

  /// The repository at `path` or above it, as git finds it: `GIT_DIR` comes first, and inside a
  /// push the quarantined objects are seen. Throws `.notFound` when there is none.
  public static func open(at path: String) throws(Problem) -> Repository {
    try open(at: path, sharing: nil)
  }

  /// - Parameter packs: of the same repository, where they are open already.
  static func open(at path: String, sharing packs: Packs?) throws(Problem) -> Repository {
    try Library.start()
    guard isCString(path) else { throw noRepository(at: path) }
    var status: Int32 = 0
    let location = Location(path: path)
    do throws(Problem) {
      let opened = try Handle(
        "open the repository at \(quoted(path))", release: git_repository_free
      ) {
        status = location.open(&$0)
        if isOwnersProblem(status) {
          Library.trustEveryOwnerWhereAsked()
          status = location.open(&$0)
        }
        return status
      }
      try location.adoptWorkTree(opened.pointer)
      let repository = try Repository(opened)
      if let packs { repository.packs = packs }
      return repository
    } catch {
      throw explained(error, status, path)
    }
  }

  private static func explained(_ problem: Problem, _ status: Int32, _ path: String) -> Problem {
    if problem.message.contains("extensions.objectformat") {
      return Problem(
        .configuration,
        "the repository at \(quoted(path)) names its objects by SHA-256, and relman reads SHA-1 "
          + "repositories only for now")
    }
    switch git_error_code(status) {
    case GIT_ENOTFOUND where problem.kind == .notFound:
      return noRepository(at: path)
    // What libgit2 1.5 did not find then is `safe.directory`.
    case GIT_EOWNER, GIT_ENOTFOUND:
      return Problem(
        .notPermitted, "the repository at \(quoted(path)) belongs to another user",
        hint: "git config --global --add safe.directory \(top(of: path))")
    default:
      return problem
    }
  }

  /// The folder that `safe.directory` must name.
  private static func top(of path: String) -> String {
    var found = git_buf()
    defer { git_buf_dispose(&found) }
    guard git_repository_discover(&found, path, 0, nil) == 0, let start = found.ptr else {
      return path
    }
    let directory = String(cString: start)
    let ending = directory.hasSuffix("/.git/") ? 6 : 1
    return escaped(directory.dropLast(ending))
  }

  private static func noRepository(at path: String) -> Problem {
    Problem(.notFound, "no Git repository at \(quoted(path)) or above it", hint: "git init")
  }

  /// What is known of its history.
  func graph() throws(Problem) -> CommitGraph {
    if let openedGraph { return openedGraph }
    let graph = try CommitGraph(self)
    openedGraph = graph
    return graph
  }

  /// Gives back the memory of files that were looked up in; a walk has seen nearly all of them, and
  /// what comes after it little. They are read again where they are asked for again.
  func rest() {
    packs.rest()
    openedGraph?.rest()
  }

  /// Git's own directory, `.git` or a bare repository's; no slash at its end.
  public var gitDirectory: String { directory(git_repository_path(pointer)) ?? "" }

  /// The directory that linked work trees share; `gitDirectory` in the main one.
  public var commonDirectory: String { directory(git_repository_commondir(pointer)) ?? "" }

  /// Where the files are checked out; nil in a bare repository.
  public var workTree: String? { directory(git_repository_workdir(pointer)) }

  public var isBare: Bool { git_repository_is_bare(pointer) == 1 }

  /// Whether history was cut off when cloning.
  public var isShallow: Bool { git_repository_is_shallow(pointer) == 1 }

  private func directory(_ path: UnsafePointer<CChar>?) -> String? {
    guard let path else { return nil }
    let text = String(cString: path)
    return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}
