/// One deployment, or rollback, as `record.json` holds it: what is known after its latest step.
///
/// A rollback names the release that it takes back; `replaced` is what runs again after it.
public struct Deployment: Hashable, Sendable, Codable {
  /// The format's version.
  public var relman = 1
  public var id: String
  public var action: Action
  public var environment: String
  public var package: String
  public var tag: String
  public var digest: Digest
  /// What ran here before; nil when nothing did.
  public var replaced: Package.Previous?
  /// In a rollback: the deployment that it takes back.
  public var rollsBack: String?
  public var environmentDigest: Digest
  public var policy: PolicyReference
  public var state: State
  /// The person, by the policy in force.
  public var by: String
  public var startedAt: Instant
  public var finishedAt: Instant?
  public var targets: [TargetRecord]
  /// Why it failed.
  public var problem: String?
  /// The exit status that the failure asks for, as `Problem.Kind` numbers it.
  public var exitStatus: Int32?
  /// Who ended it by hand, and why; nil where it ended by itself.
  public var intervention: Intervention?

  public init(
    id: String, action: Action, environment: String, package: String, tag: String, digest: Digest,
    replaced: Package.Previous? = nil, rollsBack: String? = nil, environmentDigest: Digest,
    policy: PolicyReference,
    state: State = .planned, by: String, startedAt: Instant, finishedAt: Instant? = nil,
    targets: [TargetRecord], problem: String? = nil, exitStatus: Int32? = nil
  ) {
    self.id = id
    self.action = action
    self.environment = environment
    self.package = package
    self.tag = tag
    self.digest = digest
    self.replaced = replaced
    self.rollsBack = rollsBack
    self.environmentDigest = environmentDigest
    self.policy = policy
    self.state = state
    self.by = by
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.targets = targets
    self.problem = problem
    self.exitStatus = exitStatus
  }

  /// Why it failed, as it was thrown; nil when nothing failed.
  public var failure: Problem? {
    problem.map { Problem(exitStatus.flatMap(Problem.Kind.init) ?? .refused, $0) }
  }

  public enum Action: String, Hashable, Sendable, Codable {
    case deploy, rollback
  }

  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    case planned, preflight, backup, applying, validating, succeeded
    /// Running revert scripts: the work of a rollback, and the way back of a failed deployment.
    case reverting
    /// Putting the backups back.
    case restoring
    /// It failed, and what it had done was undone.
    case reverted
    /// It failed half way, and a person must look.
    case needsRepair = "needs-repair"
    /// It needed repair, and a person declared that done; its targets say what each of them has.
    case repaired
    /// It stopped before anything was changed.
    case failed

    /// Whether the deployment is over; one that is not must be resumed before another begins.
    public var isFinal: Bool {
      switch self {
      case .succeeded, .reverted, .needsRepair, .repaired, .failed: true
      default: false
      }
    }
  }
}
