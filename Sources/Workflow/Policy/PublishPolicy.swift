import Formats
import Git
import Records
import Release
import Trust

/// What `relman policy publish` and `sign` answer.
public struct PublishResult: Encodable, Sendable {
  public var version: Int
  public var digest: Digest
  /// What the version changes; empty when there was nothing to publish.
  public var files: [String]
  public var isInForce: Bool
  /// How many more owners must sign.
  public var missing: Int
}

/// Signs the proposal in `.relman/` as the next version.
///
/// - Throws: `.configuration` when it does not parse or nobody could satisfy it; `.notPermitted`
///   when the signer is no owner, or the key is not valid now.
public func publishPolicy(
  _ context: CommandContext, key: String? = nil, dryRun: Bool = false
) async throws(Problem) -> PublishResult {
  let project = try Project.open(context)
  let chain = try project.policy()
  let files = try chain.proposedFiles(project)
  guard !files.isEmpty else {
    return PublishResult(
      version: chain.rules.version, digest: chain.rules.digest, files: [], isInForce: true,
      missing: 0)
  }
  let snapshot = try PolicySnapshot(proposedIn: project)
  let draft = try PolicyDraft(snapshot, after: chain.inForce)
  try requireSatisfiable(snapshot, draft, project)
  return try await chain.publish(draft, files, key: key, dryRun: dryRun, project)
}

/// - Throws: `.configuration`, with all that is to be mended, for rules that nobody could satisfy.
private func requireSatisfiable(
  _ snapshot: PolicySnapshot, _ draft: PolicyDraft, _ project: Project
) throws(Problem) {
  let now = project.context.now()
  let able = try snapshot.signers().filter {
    $0.namespaces.contains(signatureNamespace) && $0.isValid(at: now)
  }
  let findings = unsatisfiable(
    try snapshot.rules(version: draft.version.version, digest: draft.digest),
    withKeys: Set(able.map(\.person)),
    databases: Set(project.lines.flatMap(\.databases).map(\.name)))
  guard let first = findings.first else { return }
  throw Problem(
    .configuration,
    findings.map { "\($0.file): \($0.message)" }.joined(separator: "\nerror: "),
    hint: "$EDITOR \(first.file)")
}

extension PolicyChain {
  func isProposed(_ snapshot: PolicySnapshot) -> Bool {
    proposals.contains { $0.snapshot.files == snapshot.files }
  }

  /// Adds the owner's signature on top of whatever the ref holds.
  func publish(
    _ draft: PolicyDraft, _ files: [String], key: String?, dryRun: Bool, _ project: Project
  ) async throws(Problem) -> PublishResult {
    var project = project
    let signing = try SigningKey.find(key, in: project.repository, project.context)
    let signer = try owner(with: signing, at: project.context.now())
    let waiting = proposals.first { $0.digest == draft.digest }
    let hasSigned = try waiting?.owners(by: inForce.snapshot).contains(signer) ?? false
    if !dryRun, !hasSigned {
      let signed = try await draft.signed(with: signing, project.store)
      var transaction = Transaction(project.store)
      try signed.add(to: &transaction)
      project.store = try transaction.commit()
    }
    let after = try dryRun ? self : project.policy()
    let isInForce = after.rules.digest == draft.digest
    let signed = try after.proposals.first { $0.digest == draft.digest }?
      .owners(by: inForce.snapshot).count
    return PublishResult(
      version: draft.version.version, digest: draft.digest, files: files, isInForce: isInForce,
      missing: isInForce ? 0 : rules.policy.owners.threshold - (signed ?? 0))
  }
}
