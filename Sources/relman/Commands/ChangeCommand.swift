import Records
import ArgumentParser
import Release
import Report
import Workflow

struct ChangeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change", abstract: "Write and check change tickets.",
    discussion: """
      Example:
        $ relman change new "Discounts at checkout" --risk medium --database shop
        $ relman change check
      """,
    subcommands: [ChangeNew.self, ChangeListing.self, ChangeShow.self, ChangeCheck.self])
}

extension Risk: ExpressibleByArgument {}

struct ChangeNew: Command {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a ticket, and the scripts of a migration.",
    discussion: """
      The ticket asks, under each heading, the questions that help to fill it, and begins with the \
      branch's own commits.

      Example:
        $ relman change new "Discounts at checkout" --risk medium --database shop
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption

  @Argument(help: "What changes, in a few words.") var title: String
  @Option(name: .long, help: "The change's id (default: made from the title).") var id: String?
  @Option(name: .long, help: "low, medium or high.") var risk: Risk = .medium
  @Option(name: .long, help: "Also write scripts for this database.") var database: String?

  func result(_ context: CommandContext) async throws(Problem) -> NewChangeResult {
    try newChange(
      NewChangeRequest(
        title: title, id: id, risk: risk, database: database, isDryRun: dry.dryRun), context)
  }

  func text(_ result: NewChangeResult) -> String {
    result.files.map { "\(dry.dryRun ? "would write" : "wrote") \($0)\n" }.joined()
      + "next: git commit -m \"feat: …\" -m \"Change: \(result.id)\"\n"
  }
}

struct ChangeListing: Command {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the change tickets and where each stands.",
    discussion: """
      Example:
        $ relman change list
      """)

  @OptionGroup var common: CommonOptions

  func result(_ context: CommandContext) async throws(Problem) -> ChangeList {
    try listChanges(context)
  }

  func text(_ list: ChangeList) -> String {
    guard !list.changes.isEmpty else { return "no change tickets\n" }
    return table(list.changes.map { [$0.id, $0.risk.rawValue, $0.state, $0.title] })
  }
}

struct ChangeShow: Command {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one ticket, where it stands and what it lacks.",
    discussion: """
      Example:
        $ relman change show discounts-at-checkout
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The change's id.") var id: String

  func result(_ context: CommandContext) async throws(Problem) -> ChangeDetail {
    try showChange(id, context)
  }

  func text(_ detail: ChangeDetail) -> String {
    let summary = detail.summary
    let missing = summary.missing.map { "missing: \($0)\n" }.joined()
    return "\(summary.id): \(summary.state), risk \(summary.risk.rawValue)\n\(missing)\n"
      + detail.text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped($0) }
      .joined(separator: "\n")
  }
}

struct ChangeCheck: Command {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what would stop the next package.",
    discussion: """
      Checks every ticket against its release model, and every unreleased commit for its place.

      Example:
        $ relman change check
      """)

  @OptionGroup var common: CommonOptions

  func result(_ context: CommandContext) async throws(Problem) -> ChangeList {
    try checkChanges(context)
  }

  func text(_ list: ChangeList) -> String {
    guard !list.findings.isEmpty else {
      return "\(plural(list.changes.count, "ticket")), all in order\n"
    }
    return list.findings.map { "\($0)\n" }.joined()
  }

  func isYes(_ list: ChangeList) -> Bool { list.findings.isEmpty }
}
