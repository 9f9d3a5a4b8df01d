import ArgumentParser
import Release
import Workflow

/// One command: flags in, a use case, a result out, as text for a person or as JSON for a program.
protocol Command: AsyncParsableCommand {
  associatedtype Result: Encodable

  var common: CommonOptions { get }

  func result(_ around: Surroundings) async throws(Problem) -> Result

  /// What a person reads on standard output.
  func text(_ result: Result) -> String

  /// Whether the answer is yes; a no ends with exit status 1.
  func isYes(_ result: Result) -> Bool
}

extension Command {
  func isYes(_ result: Result) -> Bool { true }

  func run() async throws {
    let around = try Surroundings.real(folder: common.folder)
    let result = try await result(around)
    Terminal.output(common.json ? try jsonText(result) : text(result))
    if !isYes(result) { throw ExitCode(Problem.Kind.refused.rawValue) }
  }
}
