import CSQLite
import Platform
import Release

extension SQLiteDatabase {
  /// Copies the database, as it is at one moment, to `path`, while others go on reading.
  ///
  /// The copy is written beside, checked, brought to the disk and only then named: what is at
  /// `path` is whole.
  /// - Throws: `.inputOutput` when the disk is full, `.interrupted`.
  public func backUp(to path: String, isInterrupted: () -> Bool = { false }) throws(Problem) {
    let partial = path + ".partial"
    for leftover in ["-journal", "-wal", "-shm"] { try removeFile(partial + leftover) }
    try makePrivateFile(partial)
    do {
      let copy = try SQLiteDatabase(path: partial, access: .write, lockSeconds: lockSeconds)
      try trial { () throws(Problem) in
        // The first read fixes the moment: writers cannot make the copy start over.
        _ = try rows("SELECT count(*) FROM sqlite_schema")
        try copy.takeAll(from: self, isInterrupted)
      }
      try copy.check()
    } catch {
      try removeFile(partial)
      throw error
    }
    try replaceFile(path, with: partial)
  }

  /// Puts back what `backUp` made, in one transaction: all of it or nothing.
  ///
  /// - Throws: `.tryAgain` when another connection holds the database, `.badData` when the backup
  ///   is not whole.
  public func restore(from path: String, isInterrupted: () -> Bool = { false }) throws(Problem) {
    let backup = try SQLiteDatabase(path: path, access: .read, lockSeconds: lockSeconds)
    try backup.check()
    try takeAll(from: backup, isInterrupted)
  }

  /// - Throws: `.badData` with what SQLite's own quick check finds.
  public func check() throws(Problem) {
    let found = try rows("PRAGMA quick_check(1)").first?.first ?? nil
    if found != "ok" {
      throw Problem(
        .badData, "\(quoted(path, limit: 300)) is damaged: \(escaped(found ?? "", limit: 300))")
    }
  }

  private func takeAll(
    from source: SQLiteDatabase, _ isInterrupted: () -> Bool
  ) throws(Problem) {
    guard let backup = sqlite3_backup_init(connection, "main", source.connection, "main") else {
      throw problem(sqlite3_extended_errcode(connection))
    }
    let code = copyPages(backup, isInterrupted)
    let result = sqlite3_backup_finish(backup)
    if let code { throw problem(result == SQLITE_OK ? code : result) }
    if isInterrupted() { throw .interruption }
  }

  /// nil when all pages are copied, or the person asked to stop.
  private func copyPages(_ backup: OpaquePointer, _ isInterrupted: () -> Bool) -> Int32? {
    let deadline = ContinuousClock.now + .seconds(lockSeconds)
    while !isInterrupted() {
      switch sqlite3_backup_step(backup, 1000) {
      case SQLITE_OK: continue
      case SQLITE_DONE: return nil
      case SQLITE_BUSY where ContinuousClock.now < deadline,
        SQLITE_LOCKED where ContinuousClock.now < deadline:
        sqlite3_sleep(50)
      case let code: return code
      }
    }
    return nil
  }
}
