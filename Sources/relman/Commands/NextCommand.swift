import ArgumentParser
import Release
import Report
import Workflow

struct NextCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Propose the next version, and say which commits made it so.",
    discussion: """
      Works in any Git repository. A breaking change asks for a major version, a feature or a \
      database change for a minor one, anything else for a patch. Before 1.0.0 a breaking change \
      asks for a minor version, unless `beforeOne` in .relman/config.yaml says otherwise. A \
      version that another branch has released is not proposed, nor one above it: a maintenance \
      line stays below the next release.

      Example:
        $ relman next
        1.4.0
        $ relman next --pre beta
        1.4.0-beta.1
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var pre: PreReleaseOption

  func result(_ around: Surroundings) async throws(Problem) -> Proposal {
    try proposeNext(around, channel: pre.channel())
  }

  func text(_ proposal: Proposal) -> String {
    guard let next = proposal.next else { return "nothing to release\n" }
    let reasons = proposal.deciding.prefix(7).map {
      [$0.asks.rawValue, $0.commit.short, $0.subject]
    }
    let more = proposal.deciding.count - reasons.count
    return "\(next)\n" + held(proposal)
      + table(reasons.map { ["  " + $0[0]] + $0.dropFirst() })
      + (more > 0 ? "  and \(plural(more, "more commit"))\n" : "")
  }

  /// Why it is a lower version than the commits ask for.
  private func held(_ proposal: Proposal) -> String {
    guard let tag = proposal.heldBelow, let wanted = proposal.wanted else { return "" }
    // Where the whole bump is made, it is the day that asks for more.
    let asks = proposal.deciding.first?.asks ?? .none
    let who = asks == proposal.bump ? "the day" : asks == .major ? "a breaking change" : "a feature"
    return "  \(who) asks for \(wanted), but \(tag) exists: this line goes on below it\n"
  }

  func isYes(_ proposal: Proposal) -> Bool { proposal.next != nil }
}
