import Platform
import Records
import ArgumentParser
import Release
import Report
import Workflow

struct HooksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hooks", abstract: "Install, remove and inspect the Git hooks.",
    discussion: """
      Example:
        $ relman hooks install
        $ relman hooks doctor
      """,
    subcommands: [HooksInstall.self, HooksUninstall.self, HooksDoctor.self])
}

struct HooksInstall: Command {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Install the hooks; those that are there keep running.",
    discussion: """
      Example:
        $ relman hooks install
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption

  func result(_ context: CommandContext) async throws(Problem) -> HookChanges {
    try installHooks(context, relmanFolder: programFolder(), dryRun: dry.dryRun)
  }

  func text(_ changes: HookChanges) -> String { hookText(changes) }
}

struct HooksUninstall: Command {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Remove the hooks, and put back what was there before.",
    discussion: """
      Example:
        $ relman hooks uninstall
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption

  func result(_ context: CommandContext) async throws(Problem) -> HookChanges {
    try uninstallHooks(context, dryRun: dry.dryRun)
  }

  func text(_ changes: HookChanges) -> String { hookText(changes) }
}

struct HooksDoctor: Command {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say which hooks will really run, from where, in what order.",
    discussion: """
      Example:
        $ relman hooks doctor
      """)

  @OptionGroup var common: CommonOptions

  func result(_ context: CommandContext) async throws(Problem) -> HookReport {
    try inspectHooks(context)
  }

  func text(_ report: HookReport) -> String {
    table(
      report.hooks.map { hook in
        let state =
          hook.isOurs ? hook.isExecutable ? "runs" : "is not executable" : "is not relman's"
        return [hook.hook, state, hook.runs.joined(separator: ", then ")]
      }) + (report.isHealthy ? "" : "next: relman hooks install\n")
  }

  func isYes(_ report: HookReport) -> Bool { report.isHealthy }
}

private func hookText(_ changes: HookChanges) -> String {
  table(
    changes.hooks.map {
      [$0.hook, $0.state, $0.path, $0.keepsEarlier ? "the earlier one is kept" : ""]
    })
}
