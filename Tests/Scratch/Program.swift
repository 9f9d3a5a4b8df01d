import Glibc

/// What a program left behind.
public struct Ran: Equatable, Sendable {
  public let stdout: String
  public let stderr: String
  /// The exit status; as a shell has it, 128 and the signal's number when one ended the program.
  public let status: Int32
}

/// A program to run. Its output goes to files, so that no amount of it can block.
struct Program {
  var command: [String]
  var environment: [String: String]
  var folder: String
  /// Where its input and output are kept meanwhile.
  var files: String

  func run(input: String) throws -> Ran {
    var template = Array("\(files)/run.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ScratchError("mkdtemp") }
    let own = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    defer { removeAll(own) }
    try writeAll(Array(input.utf8), to: own + "/in")
    let status = try wait(for: start(own))
    return Ran(
      stdout: String(decoding: try readAll(own + "/out"), as: UTF8.self),
      stderr: String(decoding: try readAll(own + "/err"), as: UTF8.self), status: status)
  }

  private func start(_ own: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, own + "/in", O_RDONLY, 0)
    let new = O_WRONLY | O_CREAT
    posix_spawn_file_actions_addopen(&actions, 1, own + "/out", new, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, own + "/err", new, 0o600)
    var pid: pid_t = 0
    // env(1) goes to the folder: Glibc's module does not show posix_spawn's own way.
    let arguments = cStrings(["env", "-C", folder] + command)
    let variables = cStrings(environment.map { "\($0)=\($1)" })
    defer { (arguments + variables).forEach { free($0) } }
    let failure = posix_spawnp(&pid, "env", &actions, nil, arguments, variables)
    guard failure == 0 else {
      throw ScratchError("cannot run \(command): \(String(cString: strerror(failure)))")
    }
    return pid
  }

  private func wait(for pid: pid_t) throws -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { throw ScratchError("waitpid") }
    }
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : 128 + signal
  }

  private func cStrings(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
    strings.map { strdup($0) } + [nil]
  }
}
