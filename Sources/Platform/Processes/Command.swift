import Release
import Subprocess
import SystemPackage

/// A command that is not trusted to end: in a process group of its own, with nothing to read from.
public struct Command: Sendable {
  /// The program and its arguments.
  public var words: [String]
  /// Whether the program is a file below the folder; else it is found in PATH.
  public var isInFolder: Bool
  /// Where it runs; an absolute path.
  public var folder: String
  /// Added to the environment that it inherits.
  public var variables: [String: String]
  public var limitSeconds: Int
  /// How long the group has between TERM and KILL.
  public var graceSeconds: Int

  public init(
    words: [String], isInFolder: Bool, folder: String, variables: [String: String] = [:],
    limitSeconds: Int, graceSeconds: Int = 5
  ) {
    self.words = words
    self.isInFolder = isInFolder
    self.folder = folder
    self.variables = variables
    self.limitSeconds = limitSeconds
    self.graceSeconds = graceSeconds
  }

  /// Runs it to its end. What it started and left behind goes on, unless it had to be stopped.
  ///
  /// - Parameter isInterrupted: asked all the while; the group is stopped when it says so, and
  ///   killed at once when the person repeats it.
  /// - Parameter output: takes what it writes, standard output and errors in one, piece by piece;
  ///   it is not kept here, so the amount has no limit but the time's.
  /// - Throws: `.refused` when it fails or runs too long, `.configuration` when it cannot be
  ///   started, `.interrupted`.
  public func run(
    isInterrupted: @escaping @Sendable () -> Bool, output: ([UInt8]) -> Void
  ) async throws(Problem) {
    let end: (value: TerminationStatus, stop: ProgramStop?)
    do {
      end = try await start(isInterrupted, output)
    } catch {
      throw Problem(
        .configuration, "cannot run \(quoted(name)): \(escaped("\(error)", limit: 300))")
    }
    switch (end.stop, end.value) {
    case (.interrupted, _): throw .interruption
    case (.timedOut, _):
      throw Problem(
        .refused, "\(quoted(name)) did not end within \(limitSeconds) s and was stopped")
    case (nil, .exited(0)): return
    case (nil, .exited(let status)):
      throw Problem(.refused, "\(quoted(name)) ended with status \(status)")
    case (nil, .signaled(let signal)):
      throw Problem(.refused, "\(quoted(name)) was ended by signal \(signal)")
    }
  }

  private var name: String { words.first ?? "" }

  private func start(
    _ isInterrupted: @escaping @Sendable () -> Bool, _ output: ([UInt8]) -> Void
  ) async throws -> (value: TerminationStatus, stop: ProgramStop?) {
    let watch = ProgramWatch(
      limitSeconds: limitSeconds, graceSeconds: graceSeconds, hasOwnGroup: true,
      isInterrupted: isInterrupted)
    return try await watch.run { options, begun in
      try await Subprocess.run(
        isInFolder ? .path(FilePath("\(folder)/\(name)")) : .name(name),
        arguments: Arguments(Array(words.dropFirst())), environment: environment(adding: variables),
        workingDirectory: FilePath(folder), platformOptions: options, input: .none,
        output: .sequence, error: .combinedWithOutput
      ) { execution in
        try await begun(execution.processIdentifier.value)
        for try await piece in execution.standardOutput {
          output(piece.withUnsafeBytes { Array($0) })
        }
      }.terminationStatus
    }
  }
}

/// - Throws: `.configuration` when PATH has no such program.
public func findProgram(_ words: [String]) async throws(Problem) {
  let name = words.first ?? ""
  do {
    _ = try await Executable.name(name).resolveExecutablePath(in: .inherit)
  } catch {
    throw Problem(.configuration, "cannot find the program \(quoted(name)) in PATH")
  }
}

/// The environment of this process, with more in it.
func environment(adding variables: [String: String]) -> Subprocess.Environment {
  var changes: [Subprocess.Environment.Key: String?] = [:]
  for (name, value) in variables {
    if let key = Subprocess.Environment.Key(rawValue: name) { changes[key] = value }
  }
  return .inherit.updating(changes)
}
