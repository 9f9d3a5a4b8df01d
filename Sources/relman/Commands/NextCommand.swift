import ArgumentParser
import Release
import Report
import Workflow

struct NextCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Propose the next version, and say which commits made it so.",
    discussion: """
      Works in any Git repository. A breaking change asks for a major version, a feature or a \
      database change for a minor one, anything else for a patch.

      Example:
        $ relman next
        1.4.0
      """)

  @OptionGroup var common: CommonOptions

  func result(_ around: Surroundings) async throws(Problem) -> Proposal { try proposeNext(around) }

  func text(_ proposal: Proposal) -> String {
    guard let next = proposal.next else { return "nothing to release\n" }
    let reasons = proposal.deciding.prefix(10).map {
      [$0.asks.rawValue, $0.commit.short, $0.subject]
    }
    let more = proposal.deciding.count - reasons.count
    return "\(next)\n" + table(reasons.map { ["  " + $0[0]] + $0.dropFirst() })
      + (more > 0 ? "  and \(plural(more, "more commit"))\n" : "")
  }

  func isYes(_ proposal: Proposal) -> Bool { proposal.next != nil }
}
