import Release

/// What `relman init` is asked for.
public struct InitRequest: Sendable {
  /// Environments, in the order in which a release goes through them.
  public var environments: [String]
  public var databases: [String]
  public var key: String?
  public var isDryRun: Bool
  /// The folder of the running program, for the hooks.
  public var relmanFolder: String

  public init(
    environments: [String], databases: [String] = [], key: String? = nil, isDryRun: Bool = false,
    relmanFolder: String
  ) {
    self.environments = environments
    self.databases = databases
    self.key = key
    self.isDryRun = isDryRun
    self.relmanFolder = relmanFolder
  }
}

/// What `relman init` did; run again, everything is `kept`.
public struct InitResult: Encodable, Sendable {
  public var person: String
  public var repository: String
  public var files: [File]
  /// The policy's first version; nil when it was there.
  public var policy: Digest?
  public var hooks: [HookChange]
  public var refspecs: [String]

  public struct File: Encodable, Sendable {
    public var path: String
    public var isNew: Bool
  }
}
