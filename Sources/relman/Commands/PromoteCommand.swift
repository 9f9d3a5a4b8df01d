import Records
import ArgumentParser
import Release
import Report
import Workflow

struct PromoteCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "promote", abstract: "Pin a release to an environment: one line, committed.",
    discussion: """
      Fetches what others approved, vetoed and deployed, and asks the gate; refused, it changes \
      nothing and says what is missing.

      Example:
        $ relman promote v1.4.0 staging
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption
  @Flag(name: .long, help: "Do without the remote, where the environment allows it.")
  var offline = false
  @Argument(help: "The release tag.") var tag: String
  @Argument(help: "The environment.") var environment: String

  func result(_ context: CommandContext) async throws(Problem) -> PromotionResult {
    try await promote(
      tag, to: environment, context, dryRun: dry.dryRun, isOffline: offline)
  }

  func text(_ result: PromotionResult) -> String {
    guard result.verification.isAllowed else { return verdictText(result.verification) }
    let next = "next: relman deploy \(result.environment)\n"
    if result.from == result.to {
      return "\(result.environment) is at \(result.to) already\n" + next
    }
    let move =
      "\(result.environment): \(result.from.map { escaped($0) } ?? "nothing") → \(result.to)"
    guard let commit = result.commit else { return "would move \(move)\n" }
    return "\(move) (\(result.manifest), commit \(commit.short))\n" + next
  }

  func isYes(_ result: PromotionResult) -> Bool { result.verification.isAllowed }
}
