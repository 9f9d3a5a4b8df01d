import ArgumentParser
import Records
import Release
import Report
import Workflow

struct PolicyPublish: Command {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Sign the proposal in .relman/ as the next version.",
    discussion: """
      Where two owners published at once, --rebase goes on from the remote's version and proposes
      anew what yours changed besides; both stay in the history of the ref.

      Example:
        $ relman policy publish
        $ relman policy publish --rebase
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var signing: KeyOption

  @Flag(name: .long, help: "Put yours after the remote's, where both went on.")
  var rebase = false

  enum Result: Encodable {
    case published(PublishResult)
    case rebased(RebaseResult)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .published(let result): try result.encode(to: encoder)
      case .rebased(let result): try result.encode(to: encoder)
      }
    }
  }

  func result(_ context: CommandContext) async throws(Problem) -> Result {
    if rebase {
      return .rebased(try await rebasePolicy(context, key: signing.key, dryRun: dry.dryRun))
    }
    return .published(try await publishPolicy(context, key: signing.key, dryRun: dry.dryRun))
  }

  func isYes(_ result: Result) -> Bool {
    if case .rebased(let result) = result { return result.conflicts.isEmpty }
    return true
  }

  func text(_ result: Result) -> String {
    switch result {
    case .published(let result): publishText(result, isDryRun: dry.dryRun)
    case .rebased(let result): text(result)
    }
  }

  private func text(_ result: RebaseResult) -> String {
    let would = dry.dryRun ? "would go on" : "goes on"
    if result.isRepaired {
      return "the policy of \(result.remote) does not go on from the one that is trusted here: "
        + "\(would) from ours\nnext: relman sync \(result.remote)\n"
    }
    var text = "\(would) from the policy of \(result.remote)\n"
    for version in result.kept { text += "kept version \(version), as it was signed\n" }
    for name in result.conflicts { text += "both changed \(escaped(name, limit: 200))\n" }
    if !result.conflicts.isEmpty {
      return text + "next: git pull, then relman policy publish\n"
    }
    if let published = result.published { return text + publishText(published, isDryRun: false) }
    return text + "next: relman sync \(result.remote)\n"
  }
}
