import Records
import ArgumentParser
import Release
import Report
import Workflow

struct VerifyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "May this release enter this environment? With every reason.",
    discussion: """
      Checks the package against its tag, then asks the rules in force; works offline. Exit \
      status 1 when the answer is no.

      Example:
        $ relman verify v1.4.0 production
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The release tag.") var tag: String
  @Argument(help: "The environment.") var environment: String

  func result(_ context: CommandContext) async throws(Problem) -> VerifyResult {
    try verifyRelease(tag, entering: environment, context)
  }

  func text(_ result: VerifyResult) -> String { verdictText(result) }

  func isYes(_ result: VerifyResult) -> Bool { result.isAllowed }
}

/// The verdict, a line for each requirement, what does not count, and what supplies what is
/// missing.
func verdictText(_ result: VerifyResult) -> String {
  let package = "\(result.package.tag) (\(result.package.digest.short))"
  var text = "\(package) → \(result.environment): \(result.verdict)\n"
  text += table(
    result.requirements.map { requirement in
      [
        "  " + requirement.state.rawValue, requirement.rule.description, requirement.detail,
        requirement.by.isEmpty ? "" : "by " + requirement.by.joined(separator: ", "),
      ]
    })
  for statement in result.discounted {
    let id = statement.statement.short
    text += "  does not count: \(id) of \(statement.person), \(statement.why)\n"
  }
  for line in result.unreadable { text += "  unreadable: \(line)\n" }
  for line in result.warnings { text += "  warning: \(line)\n" }
  var hints: [ShellCommand] = []
  for requirement in result.requirements where requirement.state != .met {
    if let hint = requirement.hint, !hints.contains(hint) { hints.append(hint) }
  }
  return text + hints.map { "next: \($0)\n" }.joined()
}
