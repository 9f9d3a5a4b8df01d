import Release

/// A migration as the target's own ledger remembers it.
public struct AppliedMigration: Hashable, Sendable {
  public var change: String
  /// SHA-256 of the deploy script that ran.
  public var digest: String
  public var package: String
  public var tag: String
  public var deployment: String
  public var appliedAt: Instant
  public var appliedBy: String
}

/// relman's own tables, which no script may write and no schema text shows.
let ledgerTables: Set = ["relman_changes", "relman_lock"]

extension SQLiteDatabase {
  /// Makes the ledger where there is none.
  public func prepareLedger() throws(Problem) {
    try transaction { () throws(Problem) in
      try execute(
        """
        CREATE TABLE IF NOT EXISTS relman_changes (
          change TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL, package TEXT NOT NULL,
          tag TEXT NOT NULL, deployment TEXT NOT NULL, applied_at TEXT NOT NULL,
          applied_by TEXT NOT NULL)
        """)
      try execute(
        """
        CREATE TABLE IF NOT EXISTS relman_lock (
          deployment TEXT NOT NULL, "by" TEXT NOT NULL, since TEXT NOT NULL)
        """)
    }
  }

  /// What is applied, in the order in which it was; nothing where there is no ledger.
  public func appliedMigrations() throws(Problem) -> [AppliedMigration] {
    let exists = try rows("SELECT 1 FROM sqlite_schema WHERE name = 'relman_changes'")
    if exists.isEmpty { return [] }
    let found = try rows(
      """
      SELECT change, digest, package, tag, deployment, applied_at, applied_by
      FROM relman_changes ORDER BY rowid
      """)
    return found.map { row in
      let values = row.map { $0 ?? "" }
      return AppliedMigration(
        change: values[0], digest: values[1], package: values[2], tag: values[3],
        deployment: values[4], appliedAt: Instant(values[5]) ?? Instant(seconds: 0),
        appliedBy: values[6])
    }
  }

  /// Writes a change's row; called in the transaction of its deploy script.
  public func remember(_ change: AppliedMigration) throws(Problem) {
    try execute(
      "INSERT INTO relman_changes VALUES (?, ?, ?, ?, ?, ?, ?)",
      [
        change.change, change.digest, change.package, change.tag, change.deployment,
        change.appliedAt.description, change.appliedBy,
      ])
  }

  /// Removes a change's row; called in the transaction of its revert script.
  public func forget(_ change: String) throws(Problem) {
    try execute("DELETE FROM relman_changes WHERE change = ?", [change])
  }

  /// Takes the lock that keeps two deployments apart; the same deployment may take it again.
  ///
  /// - Throws: `.tryAgain`, naming the deployment that holds it.
  public func lock(deployment: String, by person: String, since: Instant) throws(Problem) {
    try transaction { () throws(Problem) in
      if let holder = try rows("SELECT deployment, \"by\", since FROM relman_lock").first {
        let values = holder.map { $0 ?? "" }
        if values[0] == deployment { return }
        throw Problem(
          .tryAgain,
          "\(quoted(path)) is locked by deployment \(quoted(values[0])) of \(quoted(values[1]))"
            + " since \(escaped(values[2]))")
      }
      try execute(
        "INSERT INTO relman_lock VALUES (?, ?, ?)", [deployment, person, since.description])
    }
  }

  /// Gives the lock back; another deployment's stays.
  public func unlock(deployment: String) throws(Problem) {
    try execute("DELETE FROM relman_lock WHERE deployment = ?", [deployment])
  }
}
