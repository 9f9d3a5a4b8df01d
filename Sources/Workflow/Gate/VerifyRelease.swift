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
/// - Throws: `.badData` when the package is not what its tag gives.
public func verifyRelease(
  _ tag: String, entering environment: String, _ context: CommandContext
) throws(Problem) -> VerifyResult {
  let project = try Project.open(context)
  let gate = try Gate(tag, project)
  try checkReproduced(gate.stored)
  let verdict = try gate.verdict(entering: environment)
  return try VerifyResult(verdict, gate, environment: environment)
}

/// Checks every byte of a package: that its tag gives that very package or, where the tag is not
/// here, that it is what its `package.json` says.
func checkReproduced(_ stored: StoredPackage) throws(Problem) {
  guard let tag = try stored.repository.tag(named: stored.package.tag) else {
    return try stored.files().check()
  }
  let rebuilt = try PackageBuilder(repository: stored.repository).build(tag)
  // Under the same id the package holds the bytes that were hashed to build it again.
  guard rebuilt.commit == stored.commit else {
    try stored.files().check()
    throw Problem(
      .badData,
      "the package \(stored.package.tag) is not what its tag gives: stored \(stored.digest.short), "
        + "built again \(rebuilt.digest.short)",
      hint: "git log -2 \(RefName.package(stored.package.tag))")
  }
}
