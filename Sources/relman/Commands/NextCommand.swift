import Records
import ArgumentParser
import Release
import Report
import Workflow

struct NextCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Propose the next version, and say which commits made it so.",
    discussion: """
      Works in any Git repository. A breaking change asks for a major version, a feature or a \
      migration for a minor one, anything else for a patch. Before 1.0.0 a breaking change \
      asks for a minor version, unless `beforeOne` in .relman/config.yaml says otherwise. A \
      version that another branch has released is not proposed, nor one above it: a maintenance \
      line stays below the next release. Where there are several packages, each is shown, and what \
      no package carries; --package asks about one, and says why.

      Example:
        $ relman next
        1.4.0
        $ relman next --pre beta
        1.4.0-beta.1
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var package: PackageOption
  @OptionGroup var pre: PreReleaseOption

  func result(_ context: CommandContext) async throws(Problem) -> NextResult {
    try proposeNext(context, package: package.name, channel: pre.channel())
  }

  func text(_ result: NextResult) -> String {
    if result.package != nil { return result.proposals.map(text).joined() }
    let rows = result.proposals.map { proposal in
      [proposal.package, proposal.next?.description ?? "nothing to release", asked(by: proposal)]
    }
    let stuck = result.stuck.map { [$0.package, "stuck", $0.problem] }
    return table(rows + stuck) + unclaimed(result.unclaimed)
  }

  private func text(_ proposal: Proposal) -> String {
    guard let next = proposal.next else { return "nothing to release\n" }
    return "\(next)\n" + held(proposal) + list(proposal.deciding)
  }

  private func list(_ reasons: [Proposal.Reason]) -> String {
    let more = reasons.count - 7
    return table(reasons.prefix(7).map { ["  " + $0.asks.rawValue, $0.commit.short, $0.subject] })
      + (more > 0 ? "  and \(plural(more, "more commit"))\n" : "")
  }

  private func asked(by proposal: Proposal) -> String {
    guard proposal.next != nil, let asks = proposal.deciding.first?.asks else { return "" }
    let others = proposal.because.count - proposal.deciding.count
    return "\(plural(proposal.deciding.count, "commit")) for \(asks.rawValue)"
      + (others > 0 ? ", \(others) for less" : "")
  }

  /// What would never be released.
  private func unclaimed(_ reasons: [Proposal.Reason]) -> String {
    guard !reasons.isEmpty else { return "" }
    return "no package carries:\n" + list(reasons)
  }

  /// Why it is a lower version than the commits require.
  private func held(_ proposal: Proposal) -> String {
    guard let tag = proposal.heldBelow, let wanted = proposal.wanted else { return "" }
    // If the bump is the required one, the date requires a higher version.
    let asks = proposal.deciding.first?.asks ?? .none
    let who =
      asks == proposal.bump ? "the date" : asks == .major ? "a breaking change" : "a feature"
    return "  \(who) requires \(wanted), but \(tag) exists: this branch stays below it\n"
  }

  func isYes(_ result: NextResult) -> Bool { result.proposals.contains { $0.next != nil } }
}
