/// What happened to one target.
public struct TargetRecord: Hashable, Sendable, Codable {
  public var name: String
  public var database: String
  public var state: State
  /// Where the backup is, on the machine that deployed.
  public var backup: String?
  /// The migrations that it sets out to apply or, in a rollback, those that the rolled back
  /// deployment applied; in the order in which they are applied.
  public var migrations: [String]
  /// The SHA-256 of the schema before anything was changed.
  public var schemaBefore: Digest?
  public var schemaAfter: Digest?
  /// In a rollback: what `schemaAfter` must be, the schema before the rolled back deployment.
  public var schemaExpected: Digest?
  /// Migrations that this deployment applied, in order.
  public var applied: [String]
  /// Migrations that this deployment reverted, in order.
  public var reverted: [String]
  /// The rows that its scripts removed, by table.
  public var rowsLost: [LostRows]

  public init(
    name: String, database: String, state: State = .waiting, backup: String? = nil,
    migrations: [String] = [], schemaBefore: Digest? = nil, schemaAfter: Digest? = nil,
    schemaExpected: Digest? = nil, applied: [String] = [], reverted: [String] = [],
    rowsLost: [LostRows] = []
  ) {
    self.name = name
    self.database = database
    self.state = state
    self.backup = backup
    self.migrations = migrations
    self.schemaBefore = schemaBefore
    self.schemaAfter = schemaAfter
    self.schemaExpected = schemaExpected
    self.applied = applied
    self.reverted = reverted
    self.rowsLost = rowsLost
  }

  public enum State: String, Hashable, Sendable, Codable {
    case waiting, applying, applied, reverting, reverted, restored, repaired, failed
  }

  /// What of this deployment the target has: what it applied and did not take back.
  public var standing: [String] {
    if state == .restored { return [] }
    let gone = Set(reverted)
    return applied.filter { !gone.contains($0) }
  }

  /// Whether the deployment did anything to it, undone or not.
  public var isChanged: Bool { !applied.isEmpty || !reverted.isEmpty }

  /// Leaves out what was taken back, for a deployment that applies it again.
  public mutating func forgetReverted() {
    applied = standing
    reverted = []
  }
}

/// Rows that no table holds any more after a migration.
public struct LostRows: Hashable, Sendable, Codable, CustomStringConvertible {
  public var table: String
  public var count: Int

  public init(table: String, count: Int) {
    self.table = table
    self.count = count
  }

  public var description: String {
    "\(count) \(count == 1 ? "row" : "rows") of \(quoted(table)) removed"
  }
}

extension [LostRows] {
  /// Adds up by table.
  public mutating func add(_ more: LostRows) {
    if let index = firstIndex(where: { $0.table == more.table }) {
      self[index].count += more.count
    } else {
      append(more)
    }
  }
}
