import Records
import ArgumentParser
import Release
import Report
import Workflow

/// What approve, reject and revoke take besides the common options.
struct DecisionOptions: ParsableArguments {
  @OptionGroup var dry: DryRunOption
  @OptionGroup var signing: KeyOption

  @Option(name: [.customShort("m"), .long], help: "Why.") var reason: String?
  @Option(name: .long, help: "The role to speak in; may be repeated (default: all you have).")
  var role: [String] = []

  var request: DecisionRequest {
    DecisionRequest(reason: reason, roles: role, key: signing.key, isDryRun: dry.dryRun)
  }

  func text(_ result: DecisionResult) -> String {
    let id = result.statement?.short ?? "not signed: --dry-run"
    let until = result.expires.map { ", until \($0)" } ?? ""
    return
      "\(result.person) as \(result.roles.joined(separator: ", ")): \(result.decision.rawValue) "
      + "\(result.tag) for \(result.environment)\(until) (\(id))\nnext: relman sync\n"
  }
}

struct ApproveCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Sign that a release may enter an environment.",
    discussion: """
      The approval is a signed Git note, bound to these bytes and this environment as it is today.

      Example:
        $ relman approve v1.4.0 production --reason "read the rollback, looks right"
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var options: DecisionOptions
  @Argument(help: "The release tag.") var tag: String
  @Argument(help: "The environment.") var environment: String

  func result(_ context: CommandContext) async throws(Problem) -> DecisionResult {
    try await decide(.approve, on: tag, for: environment, options.request, context)
  }

  func text(_ result: DecisionResult) -> String { options.text(result) }
}

struct RejectCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "reject", abstract: "Sign that a release must not enter an environment.",
    discussion: """
      It blocks until you approve the release yourself, or revoke the rejection.

      Example:
        $ relman reject v1.4.0 production --reason "locks the orders table"
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var options: DecisionOptions
  @Argument(help: "The release tag.") var tag: String
  @Argument(help: "The environment.") var environment: String

  func validate() throws {
    guard options.reason?.isEmpty == false else {
      throw ValidationError("Say why, with --reason: somebody will have to mend it.")
    }
  }

  func result(_ context: CommandContext) async throws(Problem) -> DecisionResult {
    try await decide(.reject, on: tag, for: environment, options.request, context)
  }

  func text(_ result: DecisionResult) -> String { options.text(result) }
}

struct RevokeCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Sign that a statement of your own no longer counts.",
    discussion: """
      Example:
        $ relman revoke 3f2a91c04b7e --reason "approved the wrong release"
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var options: DecisionOptions
  @Argument(help: "The statement's id, or its first eight digits or more.") var id: String

  func result(_ context: CommandContext) async throws(Problem) -> DecisionResult {
    try await revoke(id, options.request, context)
  }

  func text(_ result: DecisionResult) -> String { options.text(result) }
}
