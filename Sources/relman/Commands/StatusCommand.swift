import Records
import ArgumentParser
import Release
import Report
import Workflow

struct StatusCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show environments and releases, what waits and what blocks.",
    discussion: """
      Works in any Git repository.

      Example:
        $ relman status
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var package: PackageOption

  func result(_ context: CommandContext) async throws(Problem) -> StatusResult {
    try showStatus(context, package: package.name)
  }

  func text(_ status: StatusResult) -> String {
    var text = ""
    if !status.environments.isEmpty {
      let rows = status.environments.map {
        [
          $0.name, $0.release ?? "—", $0.state.description,
          $0.behind == 0 ? "" : "\($0.behind) behind",
          $0.blockedBy.isEmpty
            ? "" : "needs " + $0.blockedBy.map(\.description).joined(separator: ", "),
        ]
      }
      text += table([["environment", "runs", "state", "", ""]] + rows) + "\n"
    }
    text += status.packages.count > 1 ? packagesText(status) : waitingText(status.waiting)
    if let policy = status.policy, !policy.proposed.isEmpty {
      text += "not in force yet: \(policy.proposed.joined(separator: ", "))\n"
    }
    for warning in status.warnings { text += "warning: \(warning)\n" }
    return text + (status.nextCommand.map { "next: \($0)\n" } ?? "")
  }

  private func packagesText(_ status: StatusResult) -> String {
    let rows = status.packages.map { package in
      [package.name, String(waitingText(package.waiting).dropLast())]
    }
    let unclaimed = status.unclaimed ?? 0
    return table(rows) + (unclaimed > 0 ? "\(plural(unclaimed, "commit")) in no package\n" : "")
  }

  private func waitingText(_ waiting: StatusResult.Waiting) -> String {
    guard let commits = waiting.commits, let changed = waiting.changes else { return "" }
    guard commits > 0 else { return "nothing waits for a release\n" }
    let age = waiting.oldestDays.map { ", the oldest \(plural($0, "day")) old" } ?? ""
    let changes = changed == 0 ? "" : " of \(plural(changed, "change"))"
    let next = waiting.next.map { ": \($0) is next" } ?? ""
    return "\(plural(commits, "commit"))\(changes) unreleased\(age)\(next)\n"
  }
}
