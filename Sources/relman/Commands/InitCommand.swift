import Records
import ArgumentParser
import Release
import Report
import Workflow

struct InitCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Set this repository up for releases.",
    discussion: """
      Writes .relman/ (configuration, environments, policy, release models), signs and pins \
      version 1 of the policy with your SSH key, installs the hooks and the refspecs. Run again, \
      it adds what is missing; it never overwrites.

      Example:
        $ relman init staging production --database shop
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var signing: KeyOption

  @Argument(help: "Environments, in the order in which a release goes through them.")
  var environments: [String] = []

  @Option(name: .long, help: "A database whose changes live in db/<name>; may be repeated.")
  var database: [String] = []

  func result(_ context: CommandContext) async throws(Problem) -> InitResult {
    try await initRepository(
      InitRequest(
        environments: environments, databases: database, key: signing.key, isDryRun: dry.dryRun,
        relmanFolder: programFolder()), context)
  }

  func text(_ result: InitResult) -> String {
    var text = table(result.files.map { [$0.isNew ? "new" : "kept", $0.path] })
    if let policy = result.policy {
      text += "policy version 1, signed by \(result.person), pinned (\(policy.short))\n"
    }
    for hook in result.hooks {
      let earlier = hook.keepsEarlier ? ", the earlier one runs first" : ""
      text += "hook \(hook.hook): \(hook.state)\(earlier)\n"
    }
    for refspec in result.refspecs { text += "fetches \(refspec)\n" }
    return text + "next: git add .relman && git commit -m \"chore: releases by relman\"\n"
  }
}
