import Git
import Records
import Release

/// What `relman policy publish --rebase` answers.
public struct RebaseResult: Encodable, Sendable {
  public var remote: String
  /// Versions of ours that went on top of the remote's as they were, with their signatures.
  public var kept: [Int]
  /// What was proposed anew after the remote's newest; nil where nothing had to be.
  public var published: PublishResult?
  /// Files that both sides changed: nothing was proposed anew.
  public var conflicts: [String]
  /// Whether the remote's line was put aside, since it does not go on from the policy that this
  /// machine trusts.
  public var isRepaired: Bool
}

/// Where the policy went on here and on the remote, goes on from the remote's and proposes anew
/// what ours had besides. Both lines stay in the ref's history, and it only moves forward.
///
/// - Throws: `.notFound` where the remote has no policy; `.refused` where nothing went apart;
///   `.notPermitted` when the signer is no owner.
public func rebasePolicy(
  _ context: CommandContext, key: String? = nil, dryRun: Bool = false
) async throws(Problem) -> RebaseResult {
  let project = try Project.open(context)
  let ours = try project.policy()
  let trust = try TrustStore(project.store)
  guard let remote = trust.remote else {
    throw Problem(
      .notFound, "this repository has no remote", hint: "git remote add origin URL")
  }
  if !dryRun { try await Remote(name: remote, store: project.store).fetch() }
  let tracked = Remote.trackingName(of: RefName.policy, at: remote)
  guard let theirs = try project.repository.reference(tracked) else {
    throw Problem(.notFound, "\(remote) has no policy", hint: "relman sync \(remote)")
  }
  let rebase = Rebase(project: project, ours: ours, theirs: theirs, remote: remote, key: key)
  return try await rebase.run(trust, dryRun: dryRun)
}

private struct Rebase {
  let project: Project
  let ours: PolicyChain
  let theirs: ObjectID
  let remote: String
  let key: String?

  func run(_ trust: TrustStore, dryRun: Bool) async throws(Problem) -> RebaseResult {
    let repository = project.repository
    let isSent = try repository.isAncestor(theirs, of: ours.tip)
    let isReceived = try PolicyHistory.continues(ours.tip, to: theirs, in: repository)
    guard !isSent, !isReceived else {
      throw Problem(
        .refused, "the policy did not go apart from that of \(remote)",
        hint: "relman sync \(remote)")
    }
    guard let their = try trust.trusted(theirs, like: ours) else { return try repair(dryRun) }
    var result = RebaseResult(remote: remote, kept: [], conflicts: [], isRepaired: false)
    let (following, stale) = missing(in: their)
    result.kept = following.map(\.version.version)
    var draft: PolicyDraft?
    if let stale { (draft, result.conflicts) = try merged(stale, their) }
    if draft != nil { _ = try owner() }
    guard !dryRun else { return result }
    var transaction = Transaction(project.store)
    try transaction.joinPolicy(keeping: theirs, with: ours.tip)
    for entry in following { try PolicyDraft(entry).add(to: &transaction) }
    var project = project
    project.store = try transaction.commit()
    if let draft {
      result.published = try await project.policy().publish(
        draft, their.inForce.snapshot.differences(to: draft.snapshot).map(\.file.path),
        key: key, dryRun: false, project)
    }
    return result
  }

  private func owner() throws(Problem) -> String {
    try ours.owner(
      with: SigningKey.find(key, in: project.repository, project.context),
      at: project.context.now())
  }

  /// Ours that the remote's line does not have: those that follow it as they are, and else the
  /// newest of those that cannot.
  private func missing(in their: PolicyChain) -> (following: [PolicyEntry], stale: PolicyEntry?) {
    var following: [PolicyEntry] = []
    var stale: PolicyEntry?
    var expected = their.inForce.digest
    for entry in ours.signed + ours.proposals
    where !their.signed.contains(where: { $0.digest == entry.digest }) {
      if entry.version.previous == expected {
        following.append(entry)
        if ours.signed.contains(where: { $0.digest == entry.digest }) { expected = entry.digest }
      } else {
        stale = entry
      }
    }
    return (following, following.isEmpty ? stale : nil)
  }

  private func merged(
    _ mine: PolicyEntry, _ their: PolicyChain
  ) throws(Problem) -> (PolicyDraft?, [String]) {
    let base = ours.signed.last { ours in their.signed.contains { $0.digest == ours.digest } }
    let (merged, conflicts) = PolicySnapshot.merge(
      mine.snapshot, their.inForce.snapshot, since: (base ?? ours.first).snapshot)
    guard let merged, merged.files != their.inForce.snapshot.files else { return (nil, conflicts) }
    return (try PolicyDraft(merged, after: their.inForce), [])
  }

  /// Ours goes on, and the remote's line stands beside it.
  private func repair(_ dryRun: Bool) throws(Problem) -> RebaseResult {
    if !dryRun {
      var transaction = Transaction(project.store)
      try transaction.joinPolicy(keeping: ours.tip, with: theirs)
      try transaction.commit()
    }
    return RebaseResult(remote: remote, kept: [], conflicts: [], isRepaired: true)
  }
}
