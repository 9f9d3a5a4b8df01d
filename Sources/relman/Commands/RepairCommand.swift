import ArgumentParser
import Records
import Release
import Report
import Workflow

struct RepairCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "repair", abstract: "Put on record that an environment was looked at.",
    discussion: """
      Goes on from the remote's ledger where this clone's went another way, and keeps ours beside \
      it. Takes away the locks of deployments that are over. Where the last one needs repair, the \
      record says from then on what the targets' own tables say; nothing is reverted. To revert \
      again, with mended scripts, use `relman deploy ENV --resume --reverts-from TAG`.

      Example:
        $ relman repair staging --reason "the index was dropped by hand"
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var signing: KeyOption
  @Option(name: .long, help: "What was done; becomes part of the record.") var reason: String
  @Flag(name: .long, help: "Do without the remote, where the environment allows it.")
  var offline = false
  @Argument(help: "The environment.") var environment: String

  func validate() throws {
    guard !reason.isEmpty else { throw ValidationError("--reason may not be empty.") }
  }

  func result(_ context: CommandContext) async throws(Problem) -> RepairResult {
    try await repairEnvironment(
      environment, because: reason,
      DeployRequest(isDryRun: dry.dryRun, key: signing.key, isOffline: offline), context)
  }

  func text(_ result: RepairResult) -> String {
    var text = result.cleared.map {
      "\($0.target): took away the lock of \(escaped($0.lock.deployment.prefix(8)))\n"
    }.joined()
    if let deployment = result.deployment {
      text += "\(deployment.environment): \(deployment.tag) \(deployment.state.rawValue)\n"
    }
    return text.isEmpty ? "nothing to repair in \(result.environment)\n" : text
  }
}
