import Release
import Subprocess
import SystemPackage

/// A step's command, ready to run: in the payload's folder, in a process group of its own, with
/// nothing to read from.
struct Command {
  /// The program and its arguments.
  var words: [String]
  /// Whether the program is a file of the payload; else it is found in PATH.
  var isInPayload: Bool
  /// Where it runs; an absolute path.
  var folder: String
  /// Added to the environment that it inherits.
  var variables: [String: String]
  var limitSeconds: Int
  /// How long the group has between TERM and KILL.
  var graceSeconds = 5

  /// Runs it to its end, its output going to the log line by line.
  ///
  /// - Throws: `.refused` when it fails or runs too long, `.configuration` when it cannot be
  ///   started, `.interrupted`.
  func run(
    _ log: inout Log, isInterrupted: @escaping @Sendable () -> Bool
  ) async throws(Problem) {
    let end: (CommandEnd, TerminationStatus)
    do {
      end = try await start(&log, isInterrupted)
    } catch {
      throw Problem(
        .configuration, "cannot run \(quoted(name)): \(escaped("\(error)", limit: 300))")
    }
    log.endOutput()
    switch end {
    case (.interrupted, _): throw .interruption
    case (.timedOut, _):
      throw Problem(
        .refused, "\(quoted(name)) did not end within \(limitSeconds) s and was stopped")
    case (.byItself, .exited(0)): return
    case (.byItself, .exited(let status)):
      throw Problem(.refused, "\(quoted(name)) ended with status \(status)")
    case (.byItself, .signaled(let signal)):
      throw Problem(.refused, "\(quoted(name)) was ended by signal \(signal)")
    }
  }

  private var name: String { words.first ?? "" }

  private func start(
    _ log: inout Log, _ isInterrupted: @escaping @Sendable () -> Bool
  ) async throws -> (CommandEnd, TerminationStatus) {
    var changes: [Subprocess.Environment.Key: String?] = [:]
    for (name, value) in variables {
      if let key = Subprocess.Environment.Key(rawValue: name) { changes[key] = value }
    }
    var options = PlatformOptions()
    options.processGroupID = 0
    let watch = CommandWatch(
      limit: .seconds(limitSeconds), grace: .seconds(graceSeconds), isInterrupted: isInterrupted)
    let result = try await Subprocess.run(
      isInPayload ? .path(FilePath("\(folder)/\(name)")) : .name(name),
      arguments: Arguments(Array(words.dropFirst())), environment: .inherit.updating(changes),
      workingDirectory: FilePath(folder), platformOptions: options, input: .none,
      output: .sequence, error: .combinedWithOutput
    ) { execution in
      async let end = watch.end(of: execution)
      for try await piece in execution.standardOutput {
        log.output(piece.withUnsafeBytes { Array($0) })
      }
      return try await end
    }
    return (result.closureResult, result.terminationStatus)
  }
}

/// - Throws: `.configuration` when PATH has no such program.
func findProgram(_ words: [String]) async throws(Problem) {
  let name = words.first ?? ""
  do {
    _ = try await Executable.name(name).resolveExecutablePath(in: .inherit)
  } catch {
    throw Problem(.configuration, "cannot find the program \(quoted(name)) in PATH")
  }
}
