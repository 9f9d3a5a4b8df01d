import Release

extension SQLiteDatabase {
  /// Runs a migration's script in a transaction, with foreign keys off: where they are on, dropping
  /// a table that is rebuilt deletes the rows of every table that refers to it with
  /// `ON DELETE CASCADE`
  /// (https://www.sqlite.org/lang_altertable.html, "otheralter").
  /// They are checked before the commit.
  ///
  /// - Parameter remember: writes the ledger's rows, in the transaction.
  /// - Parameter accept: judges what the script did; what it throws rolls everything back.
  /// - Throws: `.refused` when the migration leaves rows whose parent does not exist; what
  ///   `run(script:…)` throws.
  public func migrate(
    script: [UInt8], name: String, limit: StatementLimit, _ remember: () throws(Problem) -> Void,
    accept: (MigrationEffects) throws(Problem) -> Void
  ) throws(Problem) -> MigrationEffects {
    // The pragma does nothing within a transaction.
    try execute("PRAGMA foreign_keys = OFF")
    let effects: MigrationEffects
    do {
      effects = try transaction { () throws(Problem) in
        let audit = MigrationAudit(script, of: self)
        try run(script: script, name: name, rows: .ignored, limit: limit, audit: audit)
        try remember()
        let effects = try audit.finish()
        try accept(effects)
        return effects
      }
    } catch {
      try execute("PRAGMA foreign_keys = ON")
      throw error
    }
    try execute("PRAGMA foreign_keys = ON")
    return effects
  }
}
