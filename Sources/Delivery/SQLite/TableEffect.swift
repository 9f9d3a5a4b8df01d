import CSQLite

/// What a statement does to a table of the database, as SQLite's authorizer tells it while the
/// statement is prepared; what its triggers do, too
/// (https://www.sqlite.org/c3ref/c_alter_table.html).
struct TableEffect: Hashable {
  enum Action { case insert, update, delete, drop, create, alter }

  var action: Action
  var table: String

  /// nil for what touches no table of the main database, such as a temporary one.
  ///
  /// - Parameter names: the authorizer's third and fourth argument.
  /// - Parameter database: its fifth.
  init?(_ code: Int32, _ names: [String], database: String) {
    guard database == "main" || code == SQLITE_ALTER_TABLE && names[0] == "main" else { return nil }
    switch code {
    case SQLITE_INSERT: action = .insert
    case SQLITE_UPDATE: action = .update
    case SQLITE_DELETE: action = .delete
    case SQLITE_DROP_TABLE, SQLITE_DROP_VTABLE: action = .drop
    case SQLITE_CREATE_TABLE, SQLITE_CREATE_VTABLE: action = .create
    case SQLITE_ALTER_TABLE: action = .alter
    default: return nil
    }
    table = action == .alter ? names[1] : names[0]
    if table.lowercased().hasPrefix("sqlite_") || ledgerTables.contains(table.lowercased()) {
      return nil
    }
  }
}
