import CSQLite
import Release

/// A prepared statement of our own; finalised when its owner goes.
struct SQLiteStatement: ~Copyable {
  private let handle: OpaquePointer
  private let database: SQLiteDatabase

  init(_ sql: String, _ values: [String], in database: SQLiteDatabase) throws(Problem) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v2(database.connection, sql, -1, &handle, nil)
    guard let handle else { throw database.problem(code) }
    for (index, value) in values.enumerated() {
      sqlite3_bind_text(handle, Int32(index + 1), value, -1, relman_sqlite_transient())
    }
    self.handle = handle
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  /// Whether there is another row.
  borrowing func step() throws(Problem) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw database.problem(code)
    }
  }

  /// The row's values.
  var texts: [String?] {
    (0..<sqlite3_column_count(handle)).map { column in
      sqlite3_column_text(handle, column).map { String(cString: $0) }
    }
  }
}
