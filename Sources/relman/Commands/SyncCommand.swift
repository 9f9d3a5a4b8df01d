import Records
import ArgumentParser
import Release
import Report
import Workflow

struct SyncCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Exchange packages, approvals, policy and records with a remote.",
    discussion: """
      Notes are joined line by line, the rest only moves forward; nothing is lost on either side.

      Example:
        $ relman sync
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption
  @Argument(help: "The remote (default: origin, or the only one).") var remote: String?

  func result(_ context: CommandContext) async throws(Problem) -> SyncResult {
    try await syncRepository(with: remote, context, dryRun: dry.dryRun)
  }

  func text(_ result: SyncResult) -> String {
    let moved = result.refs.filter { $0.state != .unchanged }
    guard !moved.isEmpty else { return "\(result.remote): nothing to exchange\n" }
    return table(moved.map { [$0.state.rawValue, $0.name] })
  }

  func isYes(_ result: SyncResult) -> Bool { result.isWhole }
}
