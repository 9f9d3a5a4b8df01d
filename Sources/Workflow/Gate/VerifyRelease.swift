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

  public struct Named: Encodable, Sendable {
    public var name: String
    public var version: String
    public var tag: String
    public var digest: Digest
  }

  public var isAllowed: Bool { verdict == Self.allowed }

  static let allowed = "allowed"
  static let refused = "refused"

  init(_ verdict: Verdict, _ gate: Gate, environment: String) {
    let package = gate.stored.package
    self.package = Named(
      name: package.name, version: package.version, tag: package.tag, digest: gate.stored.digest)
    self.environment = environment
    self.verdict = verdict.isAllowed ? Self.allowed : Self.refused
    requirements = verdict.requirements
    discounted = verdict.discounted
    unreadable = gate.approvals.unreadable + gate.evidence.unreadable
  }
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
  return VerifyResult(verdict, gate, environment: environment)
}

/// Checks every byte of a package and, where its tag is here, that the tag gives that package.
func checkReproduced(_ stored: StoredPackage) throws(Problem) {
  guard let tag = try stored.repository.tag(named: stored.package.tag) else {
    return try stored.files().check()
  }
  let reproduction = try PackageBuilder(repository: stored.repository)
    .reproduction(of: stored, from: tag)
  guard reproduction.isSame else {
    throw Problem(
      .badData,
      "the package \(stored.package.tag) is not what its tag gives: \(reproduction.difference)",
      hint: "git log -2 \(RefName.package(stored.package.tag))")
  }
}
