import Formats
import Git
import Release

/// A commit of a ledger that is a record.
public struct LedgerEntry: Sendable {
  public let commit: Commit
  public let verified: Verified<DeploymentRecord>
  /// The one that made the record.
  public let session: DeploymentRecord.Session
  /// The signed statement that opened the session.
  let opening: Envelope

  public var record: DeploymentRecord { verified.record }
  public var deployment: Deployment { verified.record.deployment }
}

/// A commit of a ledger that is none: it counts for nothing and blocks nothing.
public struct UnverifiedRecord: Hashable, Sendable, Encodable {
  public let commit: ObjectID
  /// Who made the commit, by its own word.
  public let committer: String
  public let why: String
}
