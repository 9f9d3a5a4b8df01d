import Release

/// A migration as the target's own ledger remembers it.
public struct AppliedMigration: Hashable, Sendable {
  public var migration: String
  /// SHA-256 of the deploy script that ran.
  public var digest: String
  public var package: String
  public var tag: String
  public var deployment: String
  public var appliedAt: Instant
  public var appliedBy: String
}

extension SQLiteDatabase {
  /// What is applied, in the order in which it was; nothing where there is no ledger. It reads a
  /// ledger of any format that is known.
  public func appliedMigrations() throws(Problem) -> [AppliedMigration] {
    guard let format = try formatOfLedger() else { return [] }
    let found = try rows(
      """
      SELECT \(format == 1 ? "change" : "migration"), digest, package, tag, deployment,
        applied_at, applied_by
      FROM relman_changes ORDER BY rowid
      """)
    return found.map { row in
      let values = row.map { $0 ?? "" }
      return AppliedMigration(
        migration: values[0], digest: values[1], package: values[2], tag: values[3],
        deployment: values[4], appliedAt: Instant(values[5]) ?? Instant(seconds: 0),
        appliedBy: values[6])
    }
  }

  /// Writes a migration's rows; called in the transaction of its deploy script.
  public func remember(_ row: AppliedMigration) throws(Problem) {
    try execute(
      """
      INSERT INTO relman_changes
        (migration, digest, package, tag, deployment, applied_at, applied_by)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        row.migration, row.digest, row.package, row.tag, row.deployment,
        row.appliedAt.description, row.appliedBy,
      ])
    try note(.applied(row.migration), of: row.deployment, at: row.appliedAt)
  }

  /// Removes a migration's row; called in the transaction of its revert script.
  public func forget(
    _ migration: String, deployment: String, at time: Instant
  ) throws(Problem) {
    try execute("DELETE FROM relman_changes WHERE migration = ?", [migration])
    try note(.reverted(migration), of: deployment, at: time)
  }
}
