import Git
import Records
import Release

/// What `relman policy sign` answers: the versions that wait, or the one that was signed, each in
/// full.
public struct PolicySigning: Encodable, Sendable {
  public var proposals: [Proposal]
  /// What became of the version that was signed; nil where none was named.
  public var signed: PublishResult?

  public struct Proposal: Encodable, Sendable {
    public var pending: PolicyResult.Pending
    public var commit: ObjectID
    public var proposedAt: Instant
    public var files: [ReviewedFile]
  }
}

/// Shows what waits for signatures, and adds one's own to the version whose digest is given:
/// nothing else is signed, whatever has been put on the ref meanwhile.
///
/// - Throws: `.notFound` when none waits, or none with this digest; `.notPermitted` when the signer
///   is no owner, or the key is not valid now.
public func signPolicy(
  _ digest: String?, _ context: CommandContext, key: String? = nil, dryRun: Bool = false
) async throws(Problem) -> PolicySigning {
  let project = try Project.open(context)
  let chain = try project.policy()
  guard !chain.proposals.isEmpty else {
    throw Problem(
      .notFound, "no version of the policy waits for a signature", hint: "relman policy publish")
  }
  guard let digest else {
    return PolicySigning(proposals: try chain.proposals.map(chain.proposal), signed: nil)
  }
  guard let asked = chain.proposals.first(where: { $0.digest.hex == digest }) else {
    throw Problem(
      .notFound, "no version of the policy with the digest \(quoted(digest)) waits for a signature",
      hint: "relman policy sign")
  }
  let shown = try chain.proposal(asked)
  let signed = try await chain.publish(
    PolicyDraft(asked), [], key: key, dryRun: dryRun, project)
  return PolicySigning(proposals: [shown], signed: signed)
}

extension PolicyChain {
  fileprivate func proposal(_ entry: PolicyEntry) throws(Problem) -> PolicySigning.Proposal {
    guard let pending = try pendingVersions().first(where: { $0.digest == entry.digest }) else {
      throw Problem(.bug, "version \(entry.digest.short) waits for no signature")
    }
    return .init(
      pending: pending, commit: entry.proposal.id, proposedAt: entry.proposal.committer.time,
      files: try inForce.snapshot.differences(to: entry.snapshot).map(\.file))
  }
}
