import Glibc

/// A temporary folder for one test, with a home and an environment of its own, so that nothing of
/// the machine or its user shows. Removed when the test lets go of it.
public final class Scratch {
  /// Where commands run and where relative paths start; its own folder, and empty at first.
  public let path: String
  /// What commands see; a test may add to it.
  public var environment: [String: String]

  private let root: String
  private var minutes = 0

  /// An empty folder.
  public init() throws {
    _ = isolation
    var template = Array("/tmp/scratch.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ScratchError("mkdtemp") }
    root = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    path = root + "/work"
    environment = [
      "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin",
      "HOME": root + "/home", "TMPDIR": root + "/tmp", "TZ": "UTC", "LC_ALL": "C",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": root + "/home/.gitconfig",
      "GIT_TERMINAL_PROMPT": "0",
    ]
    for folder in ["work", "home", "tmp"] { mkdir("\(root)/\(folder)", 0o700) }
    try write(
      "../home/.gitconfig",
      """
      [user]
        name = Ada Lovelace
        email = ada@example.org
      [init]
        defaultBranch = main
      [advice]
        detachedHead = false

      """)
    stampTime()
  }

  /// A folder with an empty repository in it.
  public static func repository() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.git("init", "--quiet")
    // For code under test that runs in this process and does not see the home above.
    try scratch.git("config", "user.name", "Ada Lovelace")
    try scratch.git("config", "user.email", "ada@example.org")
    return scratch
  }

  deinit { removeAll(root) }

  /// The absolute form of a path in the folder.
  public func path(_ relative: String) -> String {
    relative.hasPrefix("/") ? relative : "\(path)/\(relative)"
  }

  /// Writes a file, and the folders that it needs.
  public func write(_ relative: String, _ text: String) throws {
    try write(relative, bytes: Array(text.utf8))
  }

  public func write(_ relative: String, bytes: [UInt8]) throws {
    let place = path(relative)
    makeFolders(above: place)
    try writeAll(bytes, to: place)
  }

  public func read(_ relative: String) throws -> String {
    String(decoding: try readAll(path(relative)), as: UTF8.self)
  }

  public func readBytes(_ relative: String) throws -> [UInt8] { try readAll(path(relative)) }

  public func exists(_ relative: String) -> Bool { access(path(relative), F_OK) == 0 }

  /// Runs a program and waits for it, whatever its exit status.
  @discardableResult
  public func run(
    _ command: String..., input: String = "", in folder: String = "."
  ) throws -> Ran {
    try run(command, input: input, in: folder)
  }

  @discardableResult
  public func run(_ command: [String], input: String = "", in folder: String = ".") throws -> Ran {
    try Program(
      command: command, environment: environment, folder: path(folder), files: root + "/tmp"
    ).run(input: input)
  }

  /// Runs git; gives its output without the last line feed, and throws its complaint when it fails.
  @discardableResult
  public func git(_ arguments: String..., input: String = "", in folder: String = ".") throws
    -> String
  {
    if let verb = arguments.first, writing.contains(verb) { stampTime() }
    return try succeeding(["git"] + arguments, input: input, in: folder)
  }

  /// Runs a POSIX shell script that stops at its first failure; else as `git`.
  @discardableResult
  public func sh(_ script: String, input: String = "", in folder: String = ".") throws -> String {
    stampTime()
    return try succeeding(["sh", "-euc", script], input: input, in: folder)
  }

  /// Writes files, commits them with all else that changed, and gives the commit's id.
  @discardableResult
  public func commit(_ message: String, _ files: [String: String] = [:]) throws -> String {
    for (path, text) in files { try write(path, text) }
    try git("add", "--all")
    try git("commit", "--quiet", "--allow-empty", "--message", message)
    return try git("rev-parse", "HEAD")
  }

  private func succeeding(_ command: [String], input: String, in folder: String) throws -> String {
    let ran = try run(command, input: input, in: folder)
    guard ran.status == 0 else {
      throw ScratchError("\(command.joined(separator: " ")): status \(ran.status)\n\(ran.stderr)")
    }
    return ran.stdout.hasSuffix("\n") ? String(ran.stdout.dropLast()) : ran.stdout
  }

  /// Each thing that git writes is a minute younger than the one before, in every run of a test.
  private func stampTime() {
    let date = "\(1_767_225_600 + minutes * 60) +0000"
    minutes += 1
    environment["GIT_AUTHOR_DATE"] = date
    environment["GIT_COMMITTER_DATE"] = date
  }
}

/// The git commands that put a time into an object.
private let writing: Set = [
  "commit", "commit-tree", "tag", "merge", "notes", "revert", "cherry-pick", "rebase", "stash",
]

/// What a helper of the tests could not do.
public struct ScratchError: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

/// The code under test runs in this process: it must not see the user's Git configuration either.
private let isolation: Void = {
  setenv("HOME", "/nonexistent", 1)
  setenv("XDG_CONFIG_HOME", "/nonexistent", 1)
  setenv("GIT_CONFIG_NOSYSTEM", "1", 1)
  for name in [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_AUTHOR_NAME",
    "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_QUARANTINE_PATH",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "EMAIL",
  ] { unsetenv(name) }
}()
