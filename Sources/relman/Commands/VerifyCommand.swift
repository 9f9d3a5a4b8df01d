import Records
import ArgumentParser
import Release
import Report
import Workflow

struct VerifyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "May this release enter this environment? With every reason.",
    discussion: """
      Checks the package against its tag, then asks the rules in force; works offline. Exit \
      status 1 when the answer is no.

      With --at it answers for then: by the rules that were in force, the statements and records \
      that were there, and the clock of that time. What a signed record shows is proven; what only \
      a commit's date says is claimed. For a deployment, it goes by what its record names.

      Example:
        $ relman verify v1.4.0 production
        $ relman verify v1.4.0 production --at 2026-11-21T09:30:00Z
        $ relman verify v1.4.0 production --at 3f2a91c0
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The release tag.") var tag: String
  @Argument(help: "The environment.") var environment: String
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Was it allowed then? A time in UTC, or the id of a deployment that `relman log` shows.",
      valueName: "time|id"))
  var at: String?

  func result(_ context: CommandContext) async throws(Problem) -> VerifyResult {
    guard let at else { return try verifyRelease(tag, entering: environment, context) }
    return try verifyRelease(tag, entering: environment, at: AskedTime(at), context)
  }

  func text(_ result: VerifyResult) -> String {
    verdictText(result) + (result.at.map(thenText) ?? "")
  }

  func isYes(_ result: VerifyResult) -> Bool { result.isAllowed }
}

/// What an answer about the past went by.
private func thenText(_ then: VerifiedThen) -> String {
  func line(_ what: String, _ known: VerifiedThen.Known) -> [String] {
    let source = known.by == .proven ? "the record" : "the commit"
    return [
      "  " + what, "\(known.by.rawValue) by \(source) \(known.commit.short) of \(known.person)",
      "at \(known.time)",
    ]
  }
  let policy = line("policy version \(then.policy.version)", then.policy.known)
  return "known then:\n"
    + table(
      [policy]
        + then.statements.map { line("\($0.says) \($0.id.short) of \($0.person)", $0.known) })
}

/// The verdict, a line for each requirement, what does not count, and what supplies what is
/// missing.
func verdictText(_ result: VerifyResult) -> String {
  let package = "\(result.package.tag) (\(result.package.digest.short))"
  let then = result.at.map { " at \($0.time)" } ?? ""
  var text = "\(package) → \(result.environment)\(then): \(result.verdict)\n"
  text += table(
    result.requirements.map { requirement in
      [
        "  " + requirement.state.rawValue, requirement.rule.description, requirement.detail,
        requirement.by.isEmpty ? "" : "by " + requirement.by.joined(separator: ", "),
      ]
    })
  for statement in result.discounted {
    let id = statement.statement.short
    text += "  does not count: \(id) of \(statement.person), \(statement.why)\n"
  }
  for line in result.unreadable { text += "  unreadable: \(line)\n" }
  for line in result.warnings { text += "  warning: \(line)\n" }
  var hints: [ShellCommand] = []
  for requirement in result.requirements where requirement.state != .met && result.at == nil {
    if let hint = requirement.hint, !hints.contains(hint) { hints.append(hint) }
  }
  return text + hints.map { "next: \($0)\n" }.joined()
}
