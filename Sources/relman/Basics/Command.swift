import Records
import ArgumentParser
import Release
import Workflow

/// One command: flags in, a use case, a result out, as text for a person or as JSON for a program.
protocol Command: AsyncParsableCommand {
  associatedtype Result: Encodable

  var common: CommonOptions { get }

  func result(_ context: CommandContext) async throws(Problem) -> Result

  /// What a person reads on standard output.
  func text(_ result: Result) throws(Problem) -> String

  /// Whether the answer is yes; a no ends with exit status 1.
  func isYes(_ result: Result) -> Bool

  /// The exit status that the result asks for; nil for 0.
  func exitStatus(_ result: Result) -> Problem.Kind?
}

extension Command {
  func isYes(_ result: Result) -> Bool { true }

  func exitStatus(_ result: Result) -> Problem.Kind? { isYes(result) ? nil : .refused }

  func run() async throws { try await answer() }

  /// Does what the command is for, and says it.
  func answer() async throws {
    do {
      let context = try CommandContext.real(folder: common.folder, pin: common.pin)
      let result = try await result(context)
      try Terminal.output(common.json ? jsonText(result) : text(result))
      if let status = exitStatus(result) { throw ExitCode(status.rawValue) }
    } catch let problem as Problem where common.json {
      try Terminal.output(jsonText(Failure(problem)))
      throw problem
    }
  }
}

/// What `--json` answers where a command could not.
private struct Failure: Encodable {
  let error: Details

  struct Details: Encodable {
    let message: String
    let hint: ShellCommand?
    let exitStatus: Int32
  }

  init(_ problem: Problem) {
    error = .init(
      message: problem.message, hint: problem.hint, exitStatus: problem.kind.rawValue)
  }
}
