import ArgumentParser
import Records
import Release
import Report
import Workflow

struct PolicySign: Command {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Add your signature to a version that waits for it.",
    discussion: """
      Without a digest it shows each version that waits: who proposed it, who has signed it, and
      all that it changes. Only the version whose digest is given is signed.

      Example:
        $ relman policy sign
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var signing: KeyOption

  @Argument(help: "The digest of the version, of 64 digits.") var digest: String?

  func result(_ context: CommandContext) async throws(Problem) -> PolicySigning {
    try await signPolicy(digest, context, key: signing.key, dryRun: dry.dryRun)
  }

  func isYes(_ result: PolicySigning) -> Bool { result.signed != nil }

  func text(_ result: PolicySigning) -> String {
    let text = result.proposals.map(Self.text).joined(separator: "\n")
    if let signed = result.signed { return text + publishText(signed, isDryRun: dry.dryRun) }
    return text
      + result.proposals.map { "next: relman policy sign \($0.pending.digest)\n" }.joined()
  }

  private static func text(_ proposal: PolicySigning.Proposal) -> String {
    let pending = proposal.pending
    var text =
      "version \(pending.version) (\(pending.digest.short)), proposed by \(pending.proposedBy) at "
      + "\(proposal.proposedAt)\n"
      + "signed by \(pending.signed.joined(separator: ", ")); \(pending.threshold) must sign\n"
    for file in proposal.files {
      text += "\(escaped(file.path, limit: 200))\n"
      let lines = file.lines.filter { !$0.hasPrefix(" ") }
      for line in lines.prefix(maximumLines) { text += "  \(escaped(line, limit: 500))\n" }
      if lines.count > maximumLines {
        text += "  … \(lines.count - maximumLines) more lines: git show \(proposal.commit)\n"
      }
    }
    return text
  }
}

/// Of one file; the rest is named, and git shows it.
private let maximumLines = 1_000

func publishText(_ result: PublishResult, isDryRun: Bool) -> String {
  if result.files.isEmpty && result.isInForce && !isDryRun {
    return "policy version \(result.version) is in force\n"
  }
  var text = result.files.map { "changed \($0)\n" }.joined()
  if isDryRun { return text + "would sign policy version \(result.version)\n" }
  text += "signed policy version \(result.version) (\(result.digest.short))"
  guard !result.isInForce else { return text + ", in force\nnext: relman sync\n" }
  return text + ", \(plural(result.missing, "more owner")) must sign\n"
    + "next: relman policy sign \(result.digest)\n"
}
