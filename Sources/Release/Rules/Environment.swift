/// An environment as its manifest describes it, without the pin: gates, targets and steps.
///
/// The SHA-256 of its canonical JSON is the environment digest that an approval names.
public struct Environment: Hashable, Sendable, Codable {
  public var name: String
  /// The package whose releases it runs; nil for any, and from the first deployment on for that.
  public var package: String?
  public var after: Predecessor?
  public var gates: Gates
  /// The roles that may deploy and roll back; nil for everybody who has a role.
  public var deployers: [String]?
  /// Whether a deployment may go by what is here, without a look at the remote; nil for no.
  public var offline: Offline?
  public var targets: [Target]
  public var steps: Steps
  public var onFailure: OnFailure
  public var limits: Limits

  public init(
    name: String, package: String? = nil, after: Predecessor? = nil, gates: Gates = .init(),
    deployers: [String]? = nil, offline: Offline? = nil, targets: [Target] = [],
    steps: Steps = .init(), onFailure: OnFailure = .revert, limits: Limits = .init()
  ) {
    self.name = name
    self.package = package
    self.after = after
    self.gates = gates
    self.deployers = deployers
    self.offline = offline
    self.targets = targets
    self.steps = steps
    self.onFailure = onFailure
    self.limits = limits
  }

  /// The environment that must have run the same package before, and for how long.
  public struct Predecessor: Hashable, Sendable, Codable {
    public var environment: String
    public var soakSeconds: Int

    public init(environment: String, soakSeconds: Int = 0) {
      self.environment = environment
      self.soakSeconds = soakSeconds
    }
  }

  public enum Offline: String, Hashable, Sendable, Codable, CaseIterable {
    case allowed
  }

  /// What is done when a step fails.
  public enum OnFailure: String, Hashable, Sendable, Codable, CaseIterable {
    /// Undo the failed change alone and leave the rest for a person.
    case stop
    /// Run the revert scripts of everything that this deployment applied.
    case revert
    /// Put the backup back.
    case restore
  }

  public struct Limits: Hashable, Sendable, Codable {
    public var lockSeconds: Int
    public var statementSeconds: Int
    public var stepSeconds: Int
    public var logBytes: Int

    public init(
      lockSeconds: Int = 5, statementSeconds: Int = 900, stepSeconds: Int = 600,
      logBytes: Int = 8 << 20
    ) {
      self.lockSeconds = lockSeconds
      self.statementSeconds = statementSeconds
      self.stepSeconds = stepSeconds
      self.logBytes = logBytes
    }
  }
}

/// A manifest file: the environment, and the release that is pinned to it.
public struct Manifest: Hashable, Sendable {
  public var environment: Environment
  /// The tag of the pinned release; nil before the first promotion.
  public var release: String?

  public init(environment: Environment, release: String? = nil) {
    self.environment = environment
    self.release = release
  }
}
