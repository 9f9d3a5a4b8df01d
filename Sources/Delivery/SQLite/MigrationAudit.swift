import CSQLite
import Release

/// What a migration took away, and what of it could not be looked at.
public struct MigrationEffects: Hashable, Sendable {
  /// By table, in the order of their names.
  public var lost: [LostRows] = []
  /// Why SQLite cannot tell whether a table's rows have their parents.
  public var unchecked: [String] = []
}

/// Looks at the tables that a migration can remove rows from, and at the foreign keys that it can
/// break; at no others, since each look reads the whole table.
///
/// A table is counted before the first statement that writes it, so that rows which the migration
/// itself added and removed make no difference.
final class MigrationAudit {
  let database: SQLiteDatabase
  var identities = TableIdentities()
  private var foreignKeys = ForeignKeyAudit()
  private var counted: [TableIdentities.Origin: LostRows] = [:]
  /// Whether the script could remove rows: it has one of the words.
  private let isScriptRemoving: Bool
  private var isSchemaRemoving: Bool?

  init(_ script: [UInt8], of database: SQLiteDatabase) {
    self.database = database
    let text = String(decoding: script, as: UTF8.self).lowercased()
    isScriptRemoving = ["delete", "drop", "replace"].contains { text.contains($0) }
  }

  /// Called before a statement runs.
  func before(_ effects: Set<TableEffect>, sql: String) throws(Problem) {
    try identities.before(effects, sql: sql, in: database)
    for effect in effects where effect.action != .create && database.hasTable(effect.table) {
      if try isCountable(effect) { try count(effect.table) }
      let canRemove = if effect.action == .insert { try isRemoving() } else { true }
      try foreignKeys.before(effect.table, canRemove: canRemove, identities, in: database)
    }
  }

  /// Called after a statement has run.
  func after(_ effects: Set<TableEffect>) throws(Problem) {
    try identities.after(effects, in: database)
    foreignKeys.after(effects)
  }

  /// - Throws: `.refused` when the migration leaves rows whose parent does not exist.
  func finish() throws(Problem) -> MigrationEffects {
    var result = MigrationEffects()
    result.unchecked = try foreignKeys.finish(identities, in: database)
    for (origin, before) in counted {
      var most = 0
      for heir in try identities.heirs(of: origin, in: database) {
        most = max(most, try database.rowCount(of: heir))
      }
      if most < before.count {
        result.lost.append(LostRows(table: before.table, count: before.count - most))
      }
    }
    result.lost.sort { $0.table.utf8.lexicographicallyPrecedes($1.table.utf8) }
    return result
  }

  /// An insertion or update removes rows where it replaces others, and must be counted where
  /// another statement may remove what it added.
  private func isCountable(_ effect: TableEffect) throws(Problem) -> Bool {
    switch effect.action {
    case .delete, .drop: true
    case .insert, .update: try isRemoving()
    case .create, .alter: false
    }
  }

  private func isRemoving() throws(Problem) -> Bool {
    if isScriptRemoving { return true }
    if let isSchemaRemoving { return isSchemaRemoving }
    // `ON CONFLICT REPLACE` stands in tables, the rest in triggers, of which some are temporary.
    let found = try database.rows(
      """
      SELECT 1 FROM (SELECT type, sql FROM sqlite_schema
        UNION ALL SELECT type, sql FROM sqlite_temp_schema)
      WHERE sql LIKE '%replace%' OR (type = 'trigger' AND sql LIKE '%delete%') LIMIT 1
      """)
    isSchemaRemoving = !found.isEmpty
    return !found.isEmpty
  }

  private func count(_ table: String) throws(Problem) {
    let origin = identities.origin(of: table)
    guard case .original = origin, counted[origin] == nil else { return }
    let name = identities.originalName(of: table)
    counted[origin] = LostRows(table: name, count: try database.rowCount(of: table))
  }
}

extension SQLiteDatabase {
  /// Whether there is a table of this name, and not a view.
  func hasTable(_ name: String) -> Bool {
    sqlite3_table_column_metadata(connection, "main", name, nil, nil, nil, nil, nil, nil)
      == SQLITE_OK
  }

  func rowCount(of table: String) throws(Problem) -> Int {
    let name = table.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    let found = try rows("SELECT count(*) FROM main.\"\(name)\"").first?.first ?? nil
    return found.flatMap { Int($0) } ?? 0
  }
}
