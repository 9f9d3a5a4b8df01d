import Records
import ArgumentParser
import Release
import Report
import Workflow

struct DoctorCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Find what would make answers wrong or lose what relman keeps.",
    discussion: """
      Looks at the clone, its refs and release tags, its history and clocks, remotes, hooks and \
      programs; says the command that mends each. Changes nothing. Exit status 1 when something is \
      wrong; a warning or a remark alone is not.

      Example:
        $ relman doctor
        everything is well
      """)

  @OptionGroup var common: CommonOptions

  func result(_ context: CommandContext) async throws(Problem) -> DoctorResult {
    try examineRepository(context)
  }

  func text(_ result: DoctorResult) -> String {
    guard !result.findings.isEmpty else { return "everything is well\n" }
    return result.findings.map { finding in
      let hint = finding.hint.map { "  \($0)\n" } ?? ""
      return "\(finding.severity.rawValue): \(finding.check.rawValue): \(finding.detail)\n\(hint)"
    }.joined()
  }

  func isYes(_ result: DoctorResult) -> Bool { result.isHealthy }
}
