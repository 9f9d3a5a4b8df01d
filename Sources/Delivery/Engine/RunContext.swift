import Platform
import Release

/// Where a deployment runs: all that is impure, given by the caller.
public struct RunContext {
  /// A payload file's bytes, from the package's objects, their digest checked.
  public var file: (Path) throws(Problem) -> [UInt8]
  /// Keeps the record and the log so far; called at each change of state, before the effects of
  /// that state begin. The first call decides between two deployments that begin at once.
  public var record: (Deployment, _ log: [UInt8]) async throws(Problem) -> Void
  /// Called before and after each effect. What it throws ends the deployment there and then, as a
  /// crash would: the fault loop's way in.
  public var checkpoint: (_ name: String) throws(Problem) -> Void
  public var now: () -> Instant
  /// The value of the environment variable that a target's `secret` names.
  public var secret: (_ name: String) -> String?
  /// Shows progress to a person; secrets are redacted and control characters escaped.
  public var say: (String) -> Void
  public var sha256: ([UInt8]) throws(Problem) -> Digest
  /// The folder that holds the payload's files; asked for when a step runs a command.
  public var payloadFolder: () throws(Problem) -> String
  /// An absolute path; created when it is missing, for its owner alone.
  public var backupFolder: String
  /// An absolute path: relative SQLite paths start here.
  public var topFolder: String
  /// This machine, as the lock and its message name it.
  public var host: String
  /// Whether the person asked to stop; also asked while a statement or a command runs.
  public var isInterrupted: @Sendable () -> Bool

  public init(
    file: @escaping (Path) throws(Problem) -> [UInt8],
    record: @escaping (Deployment, _ log: [UInt8]) async throws(Problem) -> Void,
    checkpoint: @escaping (_ name: String) throws(Problem) -> Void = { _ in },
    now: @escaping () -> Instant, secret: @escaping (_ name: String) -> String?,
    say: @escaping (String) -> Void, sha256: @escaping ([UInt8]) throws(Problem) -> Digest,
    payloadFolder: @escaping () throws(Problem) -> String, backupFolder: String,
    topFolder: String, host: String = hostName(),
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.file = file
    self.record = record
    self.checkpoint = checkpoint
    self.now = now
    self.secret = secret
    self.say = say
    self.sha256 = sha256
    self.payloadFolder = payloadFolder
    self.backupFolder = backupFolder
    self.topFolder = topFolder
    self.host = host
    self.isInterrupted = isInterrupted
  }
}
