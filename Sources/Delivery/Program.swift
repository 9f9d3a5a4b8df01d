// Programs that relman asks to do one thing and then listens to: git for the network, ssh-keygen
// for a signature.
import Glibc
import Release
import Subprocess
import SystemPackage

/// What a program answered.
public struct Answer: Sendable {
  public var status: Int32
  public var output: [UInt8]
  public var errors: String

  public var isSuccess: Bool { status == 0 }
}

/// Runs a program found in PATH, without a shell, and waits for it.
///
/// - Parameter folder: where it runs.
/// - Parameter environment: variables added to those of this process.
/// - Throws: `.unreachable` when the program is not installed or answers with more than 64 MiB.
public func ask(
  _ program: String, _ arguments: [String], input: [UInt8] = [], in folder: String,
  environment: [String: String] = [:]
) async throws(Problem) -> Answer {
  var additions: [Subprocess.Environment.Key: String?] = [:]
  for (name, value) in environment {
    if let key = Subprocess.Environment.Key(rawValue: name) { additions[key] = value }
  }
  let file = try unnamedFile(holding: input)
  defer { fclose(file) }
  do {
    let result = try await run(
      .name(program), arguments: Arguments(arguments),
      environment: .inherit.updating(additions), workingDirectory: FilePath(folder),
      input: .fileDescriptor(
        FileDescriptor(rawValue: fileno(file)), closeAfterSpawningProcess: false),
      output: .bytes(limit: 64 << 20), error: .string(limit: 1 << 20))
    return Answer(
      status: code(result.terminationStatus), output: result.standardOutput,
      errors: result.standardError)
  } catch {
    throw Problem(
      .unreachable, "cannot run \(program): \(escaped("\(error)", limit: 300))",
      hint: "apt-get install \(program == "git" ? "git" : "openssh-client")")
  }
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
