import Records
import ArgumentParser
import Platform
import Release
import Report
import Workflow

/// What deploy and rollback take besides the common options.
struct DeployOptions: ParsableArguments {
  @OptionGroup var dry: DryRunOption
  @OptionGroup var signing: KeyOption

  @Flag(name: .long, help: "Go on with what was cut short.") var resume = false
  @Flag(name: .long, help: "Do without the remote, where the environment allows it.")
  var offline = false
  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --resume: revert by the scripts of this later release.", valueName: "tag"))
  var revertsFrom: String?

  var request: DeployRequest {
    DeployRequest(
      isResuming: resume, isDryRun: dry.dryRun, key: signing.key, isOffline: offline,
      revertsFrom: revertsFrom)
  }

  func text(_ result: DeployResult) -> String {
    if let verification = result.verification, !verification.isAllowed {
      return verdictText(verification)
    }
    guard let deployment = result.deployment else { return plan(result) }
    var text =
      "\(deployment.environment): \(deployment.action.rawValue) \(deployment.tag) "
      + "\(deployment.state.rawValue)\n"
    for target in deployment.targets {
      text += target.applied.map { "  \(target.name): applied \($0)\n" }.joined()
      text += target.reverted.map { "  \(target.name): reverted \($0)\n" }.joined()
    }
    if let problem = deployment.problem { text += "error: \(problem)\n" }
    return text + "next: \(next(deployment))\n"
  }

  private func plan(_ result: DeployResult) -> String {
    let migrations = result.planned.flatMap { target in
      target.migrations.map { (target.target, $0) }
    }
    guard dry.dryRun || !migrations.isEmpty else {
      return "\(result.environment) runs \(result.tag) already\n"
    }
    return "would \(result.verification == nil ? "roll back" : "deploy") \(result.tag)\n"
      + table(migrations.map { ["  " + $0.0, $0.1] })
  }

  private func next(_ deployment: Deployment) -> String {
    deployment.state == .succeeded ? "relman status" : "relman log \(deployment.environment)"
  }
}

struct DeployCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "deploy", abstract: "Take the pinned release to an environment's targets.",
    discussion: """
      Lock, backup, apply, verify, validate, record; reverts as the manifest says when something \
      fails. Before that it fetches what others approved, vetoed and deployed.

      Cut short, it goes on with --resume, from any clone, while the rules still allow it: nothing \
      is applied twice, nothing lost. One that nobody can resume ends with --abandon.

      Example:
        $ relman deploy staging
        $ relman deploy staging --resume
        $ relman deploy staging --abandon 3f2a91c0 --reason "the host is gone"
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var options: DeployOptions
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A target whose database was given up: it starts over, whatever the records say.",
      valueName: "target"))
  var newDatabase: [String] = []
  @Flag(name: .long, help: "Deploy a release that the one which runs came after.")
  var goingBack = false
  @Option(
    name: .long,
    help: ArgumentHelp(
      "End a deployment whose process is gone; its targets stay as they are.", valueName: "id"))
  var abandon: String?
  @Option(name: .long, help: "Why it is abandoned; becomes part of the record.") var reason: String?
  @Argument(help: "The environment.") var environment: String

  func result(_ context: CommandContext) async throws(Problem) -> DeployResult {
    Interruption.listen()
    var request = options.request
    request.newDatabases = newDatabase
    request.isGoingBack = goingBack
    request.abandons = abandon
    request.reason = reason
    return try await deployRelease(to: environment, request, context)
  }

  func text(_ result: DeployResult) -> String { options.text(result) }

  func exitStatus(_ result: DeployResult) -> Problem.Kind? { deployStatus(result) }
}

struct RollbackCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "rollback", abstract: "Revert what the last deployment applied.",
    discussion: """
      Runs the revert scripts of the package that was deployed, and proves by the schema that it \
      is as it was before.

      Example:
        $ relman rollback staging
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var options: DeployOptions
  @Argument(help: "The environment.") var environment: String

  func result(_ context: CommandContext) async throws(Problem) -> DeployResult {
    Interruption.listen()
    return try await rollBack(environment, options.request, context)
  }

  func text(_ result: DeployResult) -> String { options.text(result) }

  func exitStatus(_ result: DeployResult) -> Problem.Kind? { deployStatus(result) }
}

/// The exit status that the record asks for; nil when it succeeded or nothing was to be done.
private func deployStatus(_ result: DeployResult) -> Problem.Kind? {
  if let verification = result.verification, !verification.isAllowed { return .refused }
  guard let deployment = result.deployment, deployment.state != .succeeded else { return nil }
  return deployment.failure?.kind ?? .refused
}
