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
  /// The versions that wait for signatures; the one signed last is last.
  public var pending: [Pending]

  public struct Key: Encodable, Sendable {
    public var person: String
    public var fingerprint: String
    public var type: String
  }

  public struct Pending: Encodable, Sendable {
    public var version: Int
    public var digest: Digest
    /// Name and address as the commit has them: anybody can write them.
    public var proposedBy: String
    public var signed: [String]
    public var threshold: Int
  }
}

public func showPolicy(_ context: CommandContext) throws(Problem) -> PolicyResult {
  let project = try Project.open(context)
  let chain = try project.policy()
  return PolicyResult(
    version: chain.rules.version, digest: chain.rules.digest, policy: chain.rules.policy,
    environments: chain.rules.environments.values.map(\.environment).sorted { $0.name < $1.name },
    models: chain.rules.models.values.sorted { $0.name < $1.name },
    keys: try chain.keys(), proposed: try chain.proposedFiles(project),
    pending: try chain.pendingVersions())
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

  func pendingVersions() throws(Problem) -> [PolicyResult.Pending] {
    var result: [PolicyResult.Pending] = []
    for proposal in proposals {
      let proposer = proposal.proposal.committer
      result.append(
        .init(
          version: proposal.version.version, digest: proposal.digest,
          proposedBy: escaped("\(proposer.name) <\(proposer.mail)>", limit: 200),
          signed: try proposal.owners(by: inForce.snapshot).sorted(),
          threshold: rules.policy.owners.threshold))
    }
    return result
  }

  /// Files in which the work tree differs from what is in force.
  func proposedFiles(_ project: Project) throws(Problem) -> [String] {
    let proposal = try PolicySnapshot(proposedIn: project).files
    let present = inForce.snapshot.files
    return Set(proposal.keys).union(present.keys).filter { proposal[$0] != present[$0] }.sorted()
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
  let versions = (chain.signed + chain.proposals).reversed()
  return PolicyLog(
    versions: versions.map {
      .init(
        version: $0.version.version, digest: $0.digest, commit: $0.commit.id,
        time: $0.commit.committer.time, signatures: $0.envelopes.count,
        isInForce: $0.commit.id == chain.inForce.commit.id)
    }, ignored: chain.ignored.map { .init(commit: $0.commit, why: $0.why) })
}
