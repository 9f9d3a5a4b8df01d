import Records
import Formats
import Git
import Release
import Trust

/// What `relman policy show` answers: the rules in force, and how the proposal differs.
public struct PolicyResult: Encodable, Sendable {
  public var version: Int
  public var digest: Digest
  public var policy: Policy
  public var environments: [Environment]
  public var models: [ReleaseModel]
  public var keys: [Key]
  /// Files of `.relman/` that differ from what is in force.
  public var proposed: [String]
  /// The version that waits for signatures.
  public var pending: Pending?

  public struct Key: Encodable, Sendable {
    public var person: String
    public var fingerprint: String
    public var type: String
  }

  public struct Pending: Encodable, Sendable {
    public var version: Int
    public var digest: Digest
    public var signed: [String]
    public var threshold: Int
  }
}

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

public func showPolicy(_ context: CommandContext) throws(Problem) -> PolicyResult {
  let project = try Project.open(context)
  let chain = try project.policy()
  return PolicyResult(
    version: chain.rules.version, digest: chain.rules.digest, policy: chain.rules.policy,
    environments: chain.rules.environments.values.map(\.environment).sorted { $0.name < $1.name },
    models: chain.rules.models.values.sorted { $0.name < $1.name },
    keys: try chain.keys(), proposed: try chain.proposedFiles(project),
    pending: try chain.pendingVersion())
}

/// Signs the proposal in `.relman/` as the next version.
///
/// - Throws: `.configuration` when it does not parse, `.notPermitted` when the signer is no owner.
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
  let draft = try PolicyDraft(PolicySnapshot(proposedIn: project), after: chain.inForce)
  return try await chain.publish(draft, files, key: key, dryRun: dryRun, project)
}

/// Adds one's signature to the version that waits for it.
///
/// - Throws: `.notFound` when none waits.
public func signPolicy(
  _ context: CommandContext, key: String? = nil, dryRun: Bool = false
) async throws(Problem) -> PublishResult {
  let project = try Project.open(context)
  let chain = try project.policy()
  guard let pending = chain.pending else {
    throw Problem(
      .notFound, "no version of the policy waits for a signature", hint: "relman policy publish")
  }
  let draft = try PolicyDraft(pending)
  return try await chain.publish(draft, [], key: key, dryRun: dryRun, project)
}

extension PolicyChain {
  func keys() throws(Problem) -> [PolicyResult.Key] {
    var keys: [PolicyResult.Key] = []
    for signer in signers {
      keys.append(
        .init(person: signer.person, fingerprint: try signer.key.fingerprint, type: signer.key.type)
      )
    }
    return keys
  }

  /// Files in which the work tree differs from what is in force.
  func proposedFiles(_ project: Project) throws(Problem) -> [String] {
    let proposal = try PolicySnapshot(proposedIn: project).files
    let present = inForce.snapshot.files
    return Set(proposal.keys).union(present.keys).filter { proposal[$0] != present[$0] }.sorted()
  }

  func pendingVersion() throws(Problem) -> PolicyResult.Pending? {
    guard let pending else { return nil }
    return .init(
      version: pending.version.version, digest: pending.digest,
      signed: try pending.owners(by: inForce.snapshot).sorted(),
      threshold: rules.policy.owners.threshold)
  }

  func publish(
    _ draft: PolicyDraft, _ files: [String], key: String?, dryRun: Bool, _ project: Project
  ) async throws(Problem) -> PublishResult {
    let signing = try SigningKey.find(key, in: project.repository, project.context)
    let signer = try person(with: signing)
    guard rules.policy.owners.people.contains(signer) else {
      throw Problem(
        .notPermitted, "\(signer) is not an owner of the policy in force",
        hint: "relman policy show")
    }
    let waiting = try pendingVersion()
    let hasSigned = waiting?.digest == draft.digest && waiting?.signed.contains(signer) == true
    if !dryRun, !hasSigned {
      let signed = try await draft.signed(with: signing, project.store)
      try signed.store(after: entries.last?.commit.id, in: project.store)
    }
    let after = try dryRun ? self : project.policy()
    let isInForce = after.rules.digest == draft.digest
    let signed = try after.pendingVersion()?.signed.count ?? 0
    return PublishResult(
      version: draft.version.version, digest: draft.digest, files: files, isInForce: isInForce,
      missing: isInForce ? 0 : rules.policy.owners.threshold - signed)
  }
}

/// What `relman policy log` answers: every version, newest first.
public struct PolicyLog: Encodable, Sendable {
  public var versions: [Version]
  public var ignored: [Ignored]

  public struct Version: Encodable, Sendable {
    public var version: Int
    public var digest: Digest
    public var commit: ObjectID
    public var time: Instant
    public var signatures: Int
    public var isInForce: Bool
  }

  /// A commit on the policy ref that is no version of it.
  public struct Ignored: Encodable, Sendable {
    public var commit: ObjectID
    public var why: String
  }
}

public func policyLog(_ context: CommandContext) throws(Problem) -> PolicyLog {
  let chain = try Project.open(context).policy()
  // A version has a commit for each signature; the last one holds them all.
  var seen: Set<Digest> = []
  let versions = chain.entries.reversed().filter { seen.insert($0.digest).inserted }
  return PolicyLog(
    versions: versions.map {
      .init(
        version: $0.version.version, digest: $0.digest, commit: $0.commit.id,
        time: $0.commit.committer.time, signatures: $0.envelopes.count,
        isInForce: $0.commit.id == chain.inForce.commit.id)
    }, ignored: chain.ignored.map { .init(commit: $0.commit, why: $0.why) })
}
