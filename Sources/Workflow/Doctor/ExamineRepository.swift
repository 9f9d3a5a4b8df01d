import Records
import Git
import Release

/// What `relman doctor` answers.
public struct DoctorResult: Encodable, Sendable {
  /// The gravest first.
  public var findings: [Finding]

  /// Whether nothing is wrong; a warning is not wrong yet.
  public var isHealthy: Bool { !findings.contains { $0.severity == .error } }
}

/// Something that a person should know about a repository, and the command that mends it.
public struct Finding: Encodable, Sendable {
  public var severity: Severity
  public var check: Check
  public var detail: String
  /// A command to type; nil where there is nothing to mend.
  public var hint: ShellCommand?

  public enum Severity: String, Encodable, Sendable, CaseIterable {
    case error, warning, info
  }

  public enum Check: String, Encodable, Sendable {
    case clone, refs, tags, clocks, remotes, hooks, programs, environments
    case commitGraph = "commit-graph"
    case ledgers
  }

  enum CodingKeys: CodingKey { case severity, check, detail, hint }

  /// Every key is always there; what is unknown is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(severity, forKey: .severity)
    try container.encode(check, forKey: .check)
    try container.encode(detail, forKey: .detail)
    try container.encode(hint, forKey: .hint)
  }
}

/// Looks for what would make relman's answers wrong or lose what it keeps. Changes nothing.
public func examineRepository(_ context: CommandContext) throws(Problem) -> DoctorResult {
  let project = try Project.open(context)
  let broken = try project.refFindings()
  // With a broken ref nothing that reads refs can be asked.
  guard broken.isEmpty else { return DoctorResult(findings: broken) }
  let findings =
    try project.cloneFindings() + project.tagFindings() + project.historyFindings()
    + project.remoteFindings() + project.ledgerFindings() + project.hookFindings()
    + project.programFindings() + project.environmentFindings()
  return DoctorResult(
    findings: Finding.Severity.allCases.flatMap { severity in
      findings.filter { $0.severity == severity }
    })
}

/// The first of many names, and how many more there are.
func listed(_ names: [String]) -> String {
  let shown = names.prefix(5).map { escaped($0) }.joined(separator: ", ")
  return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
}
