import CSQLite
import Release

/// A connection to an SQLite database; closed when its owner lets go of it.
public final class SQLiteDatabase {
  public enum Access: Sendable {
    /// The file must exist.
    case read
    /// The file must exist.
    case write
    /// A missing file is created; its folder must exist.
    case create
  }

  /// Absolute, symbolic links followed.
  public let path: String
  let connection: OpaquePointer
  let lockSeconds: Int

  /// Opens the file and reads it once, so that what is no database is found at once.
  ///
  /// - Parameter lockSeconds: how long each statement waits for another connection's lock.
  /// - Throws: `.unreachable` when it cannot be opened, `.badData` when it is not a database,
  ///   `.tryAgain` when it is locked.
  public init(path: String, access: Access, lockSeconds: Int) throws(Problem) {
    let flags =
      switch access {
      case .read: SQLITE_OPEN_READONLY
      case .write: SQLITE_OPEN_READWRITE
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_EXRESCODE, nil)
    guard let handle else { throw Problem(.bug, "SQLite has no memory") }
    connection = handle
    self.lockSeconds = lockSeconds
    self.path = sqlite3_db_filename(handle, "main").map { String(cString: $0) } ?? path
    guard code == SQLITE_OK else { throw problem(code) }
    sqlite3_busy_timeout(handle, Int32(clamping: lockSeconds * 1000))
    try execute("PRAGMA foreign_keys = ON")
    _ = try rows("SELECT count(*) FROM sqlite_schema")
  }

  deinit { sqlite3_close_v2(connection) }

  /// Whether a transaction is open.
  var isInTransaction: Bool { sqlite3_get_autocommit(connection) == 0 }

  /// Runs `work` in a transaction that takes the write lock at once; what throws is rolled back.
  public func transaction<Result>(
    _ work: () throws(Problem) -> Result
  ) throws(Problem) -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try work()
      try execute("COMMIT")
      return result
    } catch {
      try rollBack()
      throw error
    }
  }

  /// Runs `work` in a transaction that is always rolled back.
  public func trial<Result>(_ work: () throws(Problem) -> Result) throws(Problem) -> Result {
    try execute("BEGIN")
    do {
      let result = try work()
      try rollBack()
      return result
    } catch {
      try rollBack()
      throw error
    }
  }

  /// Some errors end the transaction by themselves, such as a full disk.
  private func rollBack() throws(Problem) {
    if isInTransaction { try execute("ROLLBACK") }
  }

  /// Runs one statement of our own, its rows ignored.
  func execute(_ sql: String, _ values: [String] = []) throws(Problem) {
    _ = try rows(sql, values)
  }

  /// The rows of one statement of our own, their values as text.
  func rows(_ sql: String, _ values: [String] = []) throws(Problem) -> [[String?]] {
    let statement = try SQLiteStatement(sql, values, in: self)
    var rows: [[String?]] = []
    while try statement.step() { rows.append(statement.texts) }
    return rows
  }
}
