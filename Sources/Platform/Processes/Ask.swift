// Programs that relman asks to do one thing and then listens to: git for the network, ssh-keygen
// for a signature.
import Glibc
import Release
import Subprocess
import SystemPackage

/// What a program answered.
public struct Answer: Sendable {
  /// The exit status; 128 and the signal's number when one ended it.
  public var status: Int32
  public var output: [UInt8]
  public var errors: String

  public var isSuccess: Bool { status == 0 }
}

/// Runs a program found in PATH, without a shell, and waits for it. It may ask the person something
/// where there is a terminal. A first request to stop is left to the program, a second kills it.
///
/// - Parameter folder: where it runs.
/// - Parameter environment: variables added to those of this process.
/// - Parameter limitSeconds: the time that it has, a person's answers included.
/// - Parameter limitBytes: the most that it may answer; of its errors 1 MiB.
/// - Throws: `.unreachable` when the program is not installed, takes too long or answers with too
///   much, `.interrupted`.
public func ask(
  _ program: String, _ arguments: [String], input: [UInt8] = [], in folder: String,
  environment variables: [String: String] = [:], limitSeconds: Int = 600,
  limitBytes: Int = 64 << 20
) async throws(Problem) -> Answer {
  let file = try unnamedFile(holding: input)
  defer { fclose(file) }
  let end: (value: Answer, stop: ProgramStop?)
  do {
    let watch = ProgramWatch(
      limitSeconds: limitSeconds, graceSeconds: 5, hasOwnGroup: !hasTerminal(),
      isInterrupted: { false })
    end = try await watch.run { options, begun in
      let result = try await run(
        .name(program), arguments: Arguments(arguments),
        environment: environment(adding: variables), workingDirectory: FilePath(folder),
        platformOptions: options,
        input: .fileDescriptor(
          FileDescriptor(rawValue: fileno(file)), closeAfterSpawningProcess: false),
        output: .bytes(limit: limitBytes), error: .string(limit: 1 << 20)
      ) { try await begun($0.processIdentifier.value) }
      return Answer(
        status: code(result.terminationStatus), output: result.standardOutput,
        errors: result.standardError)
    }
  } catch {
    throw problem(error, program)
  }
  switch end.stop {
  case nil: return end.value
  case .interrupted: throw .interruption
  case .timedOut:
    throw Problem(.unreachable, "\(program) did not end within \(limitSeconds) s and was stopped")
  }
}

private func problem(_ error: any Error, _ program: String) -> Problem {
  let message = "cannot run \(program): \(escaped("\(error)", limit: 300))"
  if let error = error as? SubprocessError, error.code == .outputLimitExceeded {
    return Problem(.unreachable, message)
  }
  return Problem(
    .unreachable, message,
    hint: program == "git" ? "apt-get install git" : "apt-get install openssh-client")
}

/// Whether there is a terminal to ask a person at.
private func hasTerminal() -> Bool {
  let terminal = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)
  guard terminal >= 0 else { return false }
  close(terminal)
  return true
}

/// Input comes from a file and not through a pipe, which would break when the program ends without
/// having read it all.
private func unnamedFile(holding bytes: [UInt8]) throws(Problem) -> UnsafeMutablePointer<FILE> {
  guard let file = tmpfile() else {
    throw Problem(.inputOutput, "cannot make a temporary file: \(String(cString: strerror(errno)))")
  }
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count, fflush(file) == 0 else {
    let reason = String(cString: strerror(errno))
    fclose(file)
    throw Problem(.inputOutput, "cannot write a temporary file: \(reason)")
  }
  rewind(file)
  return file
}

private func code(_ status: TerminationStatus) -> Int32 {
  switch status {
  case .exited(let code): code
  case .signaled(let signal): 128 + signal
  }
}
