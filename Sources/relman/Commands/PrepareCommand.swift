import Records
import ArgumentParser
import Release
import Report
import Workflow

struct PrepareCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "prepare",
    abstract: "Write the release notes and CHANGELOG.md, for the pull request.",
    discussion: """
      Run it again whenever commits were added: what a person edited, added, moved or deleted in \
      the notes stays so. The changelog's section is made from them; its other sections are never \
      touched.

      Example:
        $ relman prepare
        $ relman prepare 1.4.0
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var package: PackageOption
  @OptionGroup var dry: DryRunOption
  @OptionGroup var pre: PreReleaseOption
  @Argument(help: "The version (default: what `relman next` says).") var version: String?

  func result(_ context: CommandContext) async throws(Problem) -> PrepareResult {
    try prepareRelease(
      version, package: package.name, channel: pre.channel(), context, dryRun: dry.dryRun)
  }

  func text(_ result: PrepareResult) -> String {
    let counts = [plural(result.commits, "commit"), plural(result.changes, "change ticket")]
    return "\(result.tag): \(counts.joined(separator: ", "))\n"
      + table(result.files.map { file in [wording(of: file.state), file.path] })
      + "next: git add .relman \(result.changelog) && git commit -m "
      + "\"docs: release notes \(result.version)\"\n"
  }
}

extension PrepareCommand {
  private func wording(of state: PrepareResult.State) -> String {
    dry.dryRun && state != .unchanged ? "would be \(state.rawValue)" : state.rawValue
  }
}

struct TagCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Make the annotated release tag on HEAD.",
    discussion: """
      First checks that the tag would give a package: every commit has its place, every ticket \
      what its release model asks for.

      Example:
        $ relman tag && git push origin v1.4.0
        $ relman tag --pre beta
        $ relman tag 1.0.0
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var package: PackageOption
  @OptionGroup var dry: DryRunOption
  @OptionGroup var pre: PreReleaseOption
  @Argument(help: "The version (default: what `relman next` says).") var version: String?

  func result(_ context: CommandContext) async throws(Problem) -> TagResult {
    try tagRelease(
      version, package: package.name, channel: pre.channel(), context, dryRun: dry.dryRun)
  }

  func text(_ result: TagResult) -> String {
    let what = dry.dryRun ? "would tag" : result.isNew ? "tagged" : "is tagged already:"
    return "\(what) \(result.commit.short) as \(result.tag) (package \(result.digest.short))\n"
      + "next: \(result.isCorrected ? "relman sync && " : "")git push origin \(result.tag)\n"
  }
}
