import Records
import ArgumentParser
import Release
import Report
import Workflow

struct LogCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Show what ran in an environment, who, when, with its output.",
    discussion: """
      Example:
        $ relman log production
        $ relman log production 3f2a91c0
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The environment.") var environment: String
  @Argument(help: "One deployment's id, or its first digits: shows its output too.") var id: String?
  @Option(name: [.customShort("n"), .long], help: "At most so many deployments.") var limit: Int?
  @Flag(name: .long, help: "With the output of each.") var output = false

  func validate() throws {
    guard limit ?? 1 > 0 else { throw ValidationError("--limit takes a number above zero.") }
  }

  func result(_ context: CommandContext) async throws(Problem) -> DeploymentListing {
    try deploymentLog(
      of: environment, id: id, limit: limit ?? .max, withOutput: output, context)
  }

  func text(_ listing: DeploymentListing) -> String {
    let records =
      listing.deployments.isEmpty
      ? "nothing was ever deployed to \(environment)\n"
      : listing.deployments.map(text).joined()
    return records + unverified(listing)
  }

  private func unverified(_ listing: DeploymentListing) -> String {
    var text = listing.unverified.prefix(10).map {
      "not a record: \($0.commit.short) by \(escaped($0.committer, limit: 100)): \($0.why)\n"
    }.joined()
    if listing.unverified.count > 10 {
      text += "not records either: \(listing.unverified.count - 10) more commits\n"
    }
    return text
  }

  private func text(_ item: DeploymentListing.Item) -> String {
    let record = item.deployment
    var text =
      "\(record.startedAt)  \(record.id.prefix(8))  \(record.action.rawValue) \(record.tag) "
      + "(\(record.digest.short))  \(record.state.rawValue)  by \(record.by)\n"
    for target in record.targets {
      text += target.applied.map { "  \(target.name): applied \($0)\n" }.joined()
      text += target.reverted.map { "  \(target.name): reverted \($0)\n" }.joined()
    }
    if let problem = record.problem { text += "  \(problem)\n" }
    if let output = item.output {
      text += output.split(separator: "\n").map { "  | \(escaped($0))\n" }.joined()
    }
    return text
  }
}
