/// One record of an environment's ledger: a deployment after one of its steps, and what binds the
/// record to its place and to who made it. `record.json` holds it on one level.
public struct DeploymentRecord: Hashable, Sendable {
  public var deployment: Deployment
  /// The commit of the ledger that this record follows; nil for the first. It is signed too, so a
  /// copy of an old record is none anywhere else.
  public var after: ObjectID?
  public var recordedAt: Instant
  /// In a record that a person signed: what the records that follow are signed with.
  public var session: Session?

  public init(
    _ deployment: Deployment, after: ObjectID?, recordedAt: Instant, session: Session? = nil
  ) {
    self.deployment = deployment
    self.after = after
    self.recordedAt = recordedAt
    self.session = session
  }

  /// One process that deploys for a person, or goes on with what another began.
  public struct Session: Hashable, Sendable, Codable {
    /// An SSH public key, `ssh-ed25519 …`, that the process alone holds.
    public var key: String
    public var process: ProcessIdentity
    /// The statements that allowed it, by their ids; none on the way back.
    public var allowedBy: [Digest]
    /// The tips of relman's refs that were seen, by their names.
    public var heads: Heads

    public init(
      key: String, process: ProcessIdentity, allowedBy: [Digest] = [],
      heads: Heads = [:]
    ) {
      self.key = key
      self.process = process
      self.allowedBy = allowedBy
      self.heads = heads
    }
  }
}

extension DeploymentRecord: Codable {
  private enum CodingKeys: String, CodingKey { case after, recordedAt, session }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    deployment = try Deployment(from: decoder)
    after = try container.decodeIfPresent(ObjectID.self, forKey: .after)
    recordedAt = try container.decode(Instant.self, forKey: .recordedAt)
    session = try container.decodeIfPresent(Session.self, forKey: .session)
  }

  public func encode(to encoder: any Encoder) throws {
    try deployment.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(after, forKey: .after)
    try container.encode(recordedAt, forKey: .recordedAt)
    try container.encodeIfPresent(session, forKey: .session)
  }
}

/// A process among all that ever ran: enough to tell whether it still does, from the same machine.
public struct ProcessIdentity: Hashable, Sendable, Codable {
  /// For people.
  public var host: String
  public var pid: Int
  /// The machine's boot and the process's namespace: where `pid` means anything.
  public var scope: String
  /// In clock ticks since the boot, so that a pid used again is another process.
  public var startedAtTicks: Int

  public init(host: String, pid: Int, scope: String, startedAtTicks: Int) {
    self.host = host
    self.pid = pid
    self.scope = scope
    self.startedAtTicks = startedAtTicks
  }
}
