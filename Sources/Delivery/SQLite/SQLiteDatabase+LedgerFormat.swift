import Release

/// relman's own tables, which no script may write and no schema text shows.
let ledgerTables: Set = ["relman_changes", "relman_history", "relman_lock", "relman_meta"]

extension SQLiteDatabase {
  /// The format of relman's tables that this relman writes. Format 1 had no `relman_meta`.
  static let ledgerFormat = 2

  /// Makes relman's tables where there are none, and brings those of an older relman up to this
  /// one's format, in one transaction.
  ///
  /// - Throws: `.refused` for those of a newer relman.
  public func prepareLedger() throws(Problem) {
    if try formatOfLedger() == Self.ledgerFormat { return }
    try transaction { () throws(Problem) in
      // Another connection may have come first.
      switch try formatOfLedger() {
      case Self.ledgerFormat: return
      case nil: try makeLedger()
      default: try upgradeLedger()
      }
    }
  }

  /// nil where there is no ledger.
  ///
  /// - Throws: `.refused` for a newer format, `.badData` for what is none.
  func formatOfLedger() throws(Problem) -> Int? {
    let tables = try rows(
      "SELECT name FROM sqlite_schema WHERE name IN ('relman_changes', 'relman_meta')")
    if tables.isEmpty { return nil }
    if !tables.contains(["relman_meta"]) { return 1 }
    let found = try rows("SELECT value FROM relman_meta WHERE key = 'format'").first?.first ?? nil
    guard let format = found.flatMap({ Int($0) }), format > 1 else {
      throw Problem(.badData, "\(quoted(path, limit: 300)): relman_meta names no format")
    }
    if format > Self.ledgerFormat {
      throw Problem(
        .refused,
        "\(quoted(path, limit: 300)): relman's tables have format \(format), made by a newer "
          + "relman; this one knows format \(Self.ledgerFormat)")
    }
    return format
  }

  private func makeLedger() throws(Problem) {
    try execute(
      """
      CREATE TABLE relman_changes (
        migration TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL, package TEXT NOT NULL,
        tag TEXT NOT NULL, deployment TEXT NOT NULL, applied_at TEXT NOT NULL,
        applied_by TEXT NOT NULL)
      """)
    try execute(
      """
      CREATE TABLE relman_history (
        id INTEGER PRIMARY KEY, deployment TEXT NOT NULL, event TEXT NOT NULL, migration TEXT,
        "table" TEXT, "rows" INTEGER, "schema" TEXT, at TEXT NOT NULL)
      """)
    try execute("CREATE INDEX relman_history_deployment ON relman_history (deployment)")
    try execute(
      """
      CREATE TABLE relman_lock (
        deployment TEXT NOT NULL, "by" TEXT NOT NULL, host TEXT NOT NULL, since TEXT NOT NULL)
      """)
    try execute("CREATE TABLE relman_meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)")
    try execute(
      "INSERT INTO relman_meta (key, value) VALUES ('format', ?)", ["\(Self.ledgerFormat)"])
  }

  /// From format 1. The tables are made anew: `ALTER TABLE … RENAME` fails where any view of the
  /// database is broken.
  private func upgradeLedger() throws(Problem) {
    let changes = try rows(
      """
      SELECT change, digest, package, tag, deployment, applied_at, applied_by
      FROM relman_changes ORDER BY rowid
      """)
    let locks = try rows("SELECT deployment, \"by\", since FROM relman_lock")
    try execute("DROP TABLE relman_changes")
    try execute("DROP TABLE relman_lock")
    try makeLedger()
    for row in changes.map({ $0.map { $0 ?? "" } }) {
      try execute(
        """
        INSERT INTO relman_changes
          (migration, digest, package, tag, deployment, applied_at, applied_by)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """, row)
      try execute(
        """
        INSERT INTO relman_history (deployment, event, migration, at)
        VALUES (?, 'applied', ?, ?)
        """, [row[4], row[0], row[5]])
    }
    for row in locks.map({ $0.map { $0 ?? "" } }) {
      try execute(
        "INSERT INTO relman_lock (deployment, \"by\", host, since) VALUES (?, ?, '', ?)", row)
    }
  }
}
