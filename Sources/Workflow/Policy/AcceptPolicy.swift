import Git
import Records
import Release
import Trust

/// What `relman policy accept` answers: what this machine would trust, or trusts from now on.
public struct PolicyAcceptance: Encodable, Sendable {
  public var address: String
  public var repository: String
  public var first: Digest
  public var version: Int
  /// Of the version in force.
  public var digest: Digest
  public var owners: [Owner]
  public var threshold: Int
  /// What this machine has seen of it and is not here.
  public var lost: [String]
  public var isAccepted: Bool

  public struct Owner: Encodable, Sendable {
    public var person: String
    public var keys: [PolicyResult.Key]
  }
}

/// Shows what a repository wants this machine to trust, and trusts it if its digest is given.
///
/// - Parameter digest: of the version in force, or, where nothing that was seen is lost, of any
///   before it.
/// - Throws: `.refused` for another digest.
public func acceptPolicy(
  _ digest: String?, _ context: CommandContext, dryRun: Bool = false
) throws(Problem) -> PolicyAcceptance {
  let project = try Project.open(context)
  let chain = try PolicyChain.readUntrusted(project.store, hint: "relman sync")
  let trust = try TrustStore(project.store)
  let lost = try trust.losses(of: chain)
  if let digest { try require(digest, chain, lost) }
  if digest != nil, !dryRun { try trust.accept(chain) }
  let keys = try chain.keys()
  return PolicyAcceptance(
    address: trust.address.text, repository: chain.first.version.repository,
    first: chain.first.digest, version: chain.rules.version, digest: chain.rules.digest,
    owners: chain.rules.policy.owners.people.map { person in
      .init(person: person, keys: keys.filter { $0.person == person })
    }, threshold: chain.rules.policy.owners.threshold, lost: lost,
    isAccepted: digest != nil && !dryRun)
}

/// A version binds all before it, so each of them says as well whose the policy is; that less than
/// was seen is enough, only the newest can say.
private func require(
  _ digest: String, _ chain: PolicyChain, _ lost: [String]
) throws(Problem) {
  guard let digest = Digest(hex: digest) else {
    throw Problem(
      .usage, "\(quoted(digest)) is no digest: expected 64 hexadecimal digits",
      hint: "relman policy accept")
  }
  guard chain.signed.contains(where: { $0.digest == digest }) else {
    throw Problem(
      .refused, "the policy here never had a version \(digest.short) in force",
      hint: "relman policy accept")
  }
  guard lost.isEmpty || digest == chain.rules.digest else {
    throw Problem(
      .refused, "\(lost[0]); only the digest of the version in force accepts that",
      hint: "relman policy accept \(chain.rules.digest)")
  }
}
