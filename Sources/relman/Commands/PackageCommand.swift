import Records
import ArgumentParser
import Release
import Report
import Workflow

struct PackageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package", abstract: "Build, show, compare and verify release packages.",
    discussion: """
      Example:
        $ relman package build v1.4.0
        $ relman package diff v1.3.0 v1.4.0
      """,
    subcommands: [
      PackageBuild.self, PackageShow.self, PackageListing.self, PackageDiff.self,
      PackageVerify.self,
    ])
}

struct PackageBuild: Command {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build the package of a tag, the same bytes on every machine.",
    discussion: """
      Example:
        $ relman package build v1.4.0
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption
  @Argument(help: "The release tag.") var tag: String

  func result(_ context: CommandContext) async throws(Problem) -> PackageResult {
    try buildPackage(tag, context, dryRun: dry.dryRun)
  }

  func text(_ result: PackageResult) -> String {
    let tag = result.package.tag
    return "\(tag) \(result.digest)\n\(RefName.package(tag)) \(result.commit)\n"
  }
}

struct PackageShow: Command {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a package holds.",
    discussion: """
      Example:
        $ relman package show v1.4.0
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The release tag.") var tag: String

  func result(_ context: CommandContext) async throws(Problem) -> PackageResult {
    try showPackage(tag, context)
  }

  func text(_ result: PackageResult) -> String { packageText(result) }
}

struct PackageListing: Command {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the packages.",
    discussion: """
      Example:
        $ relman package list
      """)

  @OptionGroup var common: CommonOptions

  func result(_ context: CommandContext) async throws(Problem) -> PackageList {
    try listPackages(context)
  }

  func text(_ list: PackageList) -> String {
    guard !list.packages.isEmpty else { return "no packages\n" }
    return table(
      list.packages.map {
        [
          $0.tag, $0.digest.short, $0.risk.rawValue, plural($0.changes, "change"),
          plural($0.commits, "commit"),
        ]
      })
  }
}

struct PackageDiff: Command {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Say what one package has that another has not.",
    discussion: """
      `git diff refs/relman/packages/A refs/relman/packages/B` shows the lines.

      Example:
        $ relman package diff v1.3.0 v1.4.0
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The release tag to compare from.") var from: String
  @Argument(help: "The release tag to compare to.") var to: String

  func result(_ context: CommandContext) async throws(Problem) -> PackageComparison {
    try comparePackages(from, to, context)
  }

  func text(_ result: PackageComparison) -> String {
    var text = result.migrations.map { "database \($0.database): \($0.id)\n" }.joined()
    text += result.changes.map { "change \($0)\n" }.joined()
    text += table(result.files.map { [$0.state, escaped($0.path.text)] })
    return text.isEmpty ? "no difference\n" : text
  }
}

struct PackageVerify: Command {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every byte of a package, and build it again to compare.",
    discussion: """
      Example:
        $ relman package verify v1.4.0
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The release tag.") var tag: String

  func result(_ context: CommandContext) async throws(Problem) -> PackageVerification {
    try verifyPackage(tag, context)
  }

  func text(_ result: PackageVerification) -> String {
    guard result.isReproduced else {
      return "\(result.tag) is not what its tag gives: stored \(result.digest.short), "
        + "built again \(result.rebuilt.short)\n"
    }
    let checked = "\(result.tag) \(result.digest.short): every byte checked"
    return result.rebuilt == result.digest
      ? "\(checked), built again and the same\n"
      : "\(checked); made by generator \(result.generator), built again by "
        + "\(PackageGenerator.version) and the same but for what is generated\n"
  }

  func isYes(_ result: PackageVerification) -> Bool { result.isReproduced }
}

private func packageText(_ result: PackageResult) -> String {
  let package = result.package
  var text = "\(package.name) \(package.version) (\(package.tag))\ndigest \(result.digest)\n"
  text += "from \(package.source)"
  text += package.previous.map { ", after \($0.tag)\n" } ?? ", the first\n"
  text += "risk \(package.risk.rawValue), model \(package.model)\n"
  text += package.changes.map { "change \($0.id): \(escaped($0.title)) (\($0.risk.rawValue))\n" }
    .joined()
  for database in package.databases {
    text += "database \(database.name): \(plural(database.migrations.count, "migration"))\n"
  }
  text += table(
    package.commits.map {
      [$0.id.short, String(describing: $0.outcome), $0.subject]
    })
  return text + "\(plural(package.files.count, "file"))\n"
}
