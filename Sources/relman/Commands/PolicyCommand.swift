import Records
import ArgumentParser
import Release
import Report
import Workflow

struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Show, publish and sign the rules in force.",
    discussion: """
      What stands in .relman/ is a proposal; what counts is the version that the owners have signed.

      Example:
        $ relman policy show
        $ relman policy publish
      """,
    subcommands: [
      PolicyShow.self, PolicyPublish.self, PolicySign.self, PolicyLogCommand.self,
      PolicyAccept.self,
    ])
}

struct PolicyShow: Command {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the rules in force, and how the proposal differs.",
    discussion: """
      Example:
        $ relman policy show
      """)

  @OptionGroup var common: CommonOptions

  func result(_ context: CommandContext) async throws(Problem) -> PolicyResult {
    try showPolicy(context)
  }

  func text(_ result: PolicyResult) -> String {
    let owners = result.policy.owners
    var text =
      "policy version \(result.version) (\(result.digest.short)) of \(result.policy.repository)\n"
    text += "owners: \(owners.people.joined(separator: ", ")), \(owners.threshold) must sign\n"
    for (role, people) in result.policy.roles.sorted(by: { $0.key < $1.key }) {
      text += "role \(role): \(people.joined(separator: ", "))\n"
    }
    for key in result.keys { text += "key of \(key.person): \(key.type) \(key.fingerprint)\n" }
    for environment in result.environments {
      let gates = environment.gates.approvals.map { "\($0.role) ×\($0.count)" }
      text += "environment \(environment.name): \(gates.joined(separator: ", "))"
      if let deployers = environment.deployers {
        text += "; deployed by \(deployers.joined(separator: ", "))"
      }
      text += environment.offline == .allowed ? "; offline allowed\n" : "\n"
    }
    for pending in result.pending {
      text +=
        "version \(pending.version) waits: \(pending.signed.count) of \(pending.threshold) signed\n"
    }
    guard !result.proposed.isEmpty else { return text }
    return text + "not in force yet: \(result.proposed.joined(separator: ", "))\n"
      + "next: relman policy publish\n"
  }
}

struct PolicyLogCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "List the versions of the policy, newest first.",
    discussion: """
      Example:
        $ relman policy log
      """)

  @OptionGroup var common: CommonOptions

  func result(_ context: CommandContext) async throws(Problem) -> PolicyLog {
    try policyLog(context)
  }

  func text(_ log: PolicyLog) -> String {
    table(
      log.versions.map {
        [
          "\($0.version)", $0.digest.short, "\($0.time)", plural($0.signatures, "signature"),
          $0.isInForce ? "in force" : "",
        ]
      }) + log.ignored.map { "ignored \($0.commit.short): \($0.why)\n" }.joined()
  }
}
