import Records
import Release

/// What `relman verify` answers: the verdict, every requirement and who met it.
public struct VerifyResult: Encodable, Sendable {
  public var package: Named
  public var environment: String
  public var verdict: String
  public var requirements: [Verdict.Requirement]
  /// Statements that do not count, and why.
  public var discounted: [Verdict.Discounted]
  /// Lines of notes that are no statement by a known signer.
  public var unreadable: [String]
  /// What commits did to the notes on the package that takes no effect.
  public var warnings: [String]
  /// In an answer about the past: what it went by; nil for now.
  public var at: VerifiedThen?

  public struct Named: Encodable, Sendable {
    public var name: String
    public var version: String
    public var tag: String
    public var digest: Digest
  }

  public var isAllowed: Bool { verdict == Self.allowed }

  static let allowed = "allowed"
  static let refused = "refused"

  init(_ verdict: Verdict, _ gate: Gate, environment: String) throws(Problem) {
    let package = gate.stored.package
    self.package = Named(
      name: package.name, version: package.version, tag: package.tag, digest: gate.stored.digest)
    self.environment = environment
    self.verdict = verdict.isAllowed ? Self.allowed : Self.refused
    requirements = verdict.requirements
    discounted = verdict.discounted
    unreadable = try both(gate.approvals.unreadableLines(), gate.evidence.unreadableLines())
    warnings = try both(gate.approvals.ignoredEdits(), gate.evidence.ignoredEdits())
  }
}

private func both(_ one: BoundedMessages, _ other: BoundedMessages) -> [String] {
  var result = one
  result.add(other)
  return result.lines
}

/// May the release enter the environment? Checks the package against its tag, then asks the rules
/// in force; works offline.
///
/// - Throws: `.badData` when the package is not what its own `package.json` says.
public func verifyRelease(
  _ tag: String, entering environment: String, _ context: CommandContext
) throws(Problem) -> VerifyResult {
  let project = try Project.open(context)
  let gate = try Gate(tag, project)
  let verdict = try gate.fullVerdict(entering: environment)
  return try VerifyResult(verdict, gate, environment: environment)
}
