import ArgumentParser
import Records
import Release
import Workflow

struct PolicyAccept: Command {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Say whose policy this machine shall trust.",
    discussion: """
      Without a digest it shows what the repository would have this machine trust, and changes
      nothing. Ask the owners for their keys' fingerprints before you accept.

      The digest is that of the version in force. It is kept in /etc/relman/known_repositories where
      that file exists, else in ~/.config/relman/known_repositories.

      Example:
        $ relman policy accept
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption

  @Argument(help: "The digest to trust, of 64 digits.") var digest: String?

  func result(_ context: CommandContext) async throws(Problem) -> PolicyAcceptance {
    try acceptPolicy(digest, context, dryRun: dry.dryRun)
  }

  func text(_ result: PolicyAcceptance) -> String {
    var text = """
      address:       \(result.address)
      repository:    \(result.repository)
      first version: \(result.first)
      in force:      version \(result.version), \(result.digest)
      owners:        \(result.threshold) of \(result.owners.count) must sign

      """
    for owner in result.owners {
      for key in owner.keys { text += "  \(owner.person)  \(key.type) \(key.fingerprint)\n" }
      if owner.keys.isEmpty { text += "  \(owner.person)  without a key\n" }
    }
    for loss in result.lost { text += "less than was seen: \(loss)\n" }
    return text
      + (result.isAccepted
        ? "trusted from now on\n" : "next: relman policy accept \(result.digest)\n")
  }
}
