import Release

/// Whether a migration leaves rows whose parent does not exist: it looks at the tables that it
/// writes and, where parents may go, at those that refer to them.
struct ForeignKeyAudit {
  /// By child, how many of its rows lack their parent, by the parent's name; nil where
  /// SQLite cannot tell, since a parent's columns have no unique index.
  private var before: [TableIdentities.Origin: [String: Int]?] = [:]
  private var unchecked: [String] = []
  /// Who refers to a table, by its name in lower case; nil once the schema has changed.
  private var children: [String: [String]]?

  /// - Parameter canRemove: whether rows of the table may go, or their keys.
  mutating func before(
    _ table: String, canRemove: Bool, _ identities: TableIdentities, in database: SQLiteDatabase
  ) throws(Problem) {
    try look(at: table, identities, in: database)
    guard canRemove else { return }
    let known = if let children { children } else { try readChildren(in: database) }
    children = known
    for child in known[table.lowercased(), default: []] {
      try look(at: child, identities, in: database)
    }
  }

  mutating func after(_ effects: Set<TableEffect>) {
    if effects.contains(where: { [.create, .drop, .alter].contains($0.action) }) { children = nil }
  }

  /// - Returns: why some tables could not be checked.
  /// - Throws: `.refused`, naming a table, its parent, and how many rows.
  mutating func finish(
    _ identities: TableIdentities, in database: SQLiteDatabase
  ) throws(Problem) -> [String] {
    var tables: Set<String> = []
    for (origin, count) in before where count != nil {
      tables.formUnion(try identities.heirs(of: origin, in: database))
    }
    for table in tables.sorted() {
      let found = try violations(of: table, in: database) ?? [:]
      for (parent, count) in found.sorted(by: { $0.key < $1.key })
      where count > allowed(table, parent, identities) {
        throw Problem(
          .refused,
          "\(count) \(count == 1 ? "row" : "rows") of \(quoted(table)) would refer to rows of "
            + "\(quoted(parent)) that do not exist")
      }
    }
    return unchecked
  }

  /// What was wrong before the migration stops nothing.
  private func allowed(
    _ table: String, _ parent: String, _ identities: TableIdentities
  ) -> Int {
    let parents = [parent.lowercased(), identities.originalName(of: parent).lowercased()]
    let origins = [identities.origin(of: table), .original(table.lowercased())]
    return origins.flatMap { origin in
      ((before[origin] ?? nil) ?? [:]).filter { parents.contains($0.key.lowercased()) }.values
    }.max() ?? 0
  }

  private mutating func look(
    at table: String, _ identities: TableIdentities, in database: SQLiteDatabase
  ) throws(Problem) {
    let origin = identities.origin(of: table)
    if before.keys.contains(origin) { return }
    before.updateValue(try violations(of: table, in: database), forKey: origin)
  }

  private mutating func violations(
    of table: String, in database: SQLiteDatabase
  ) throws(Problem) -> [String: Int]? {
    if try database.rows("SELECT 1 FROM pragma_foreign_key_list(?) LIMIT 1", [table]).isEmpty {
      return [:]
    }
    do throws(Problem) {
      let found = try database.rows(
        "SELECT parent, count(*) FROM pragma_foreign_key_check(?) GROUP BY 1", [table])
      return Dictionary(
        found.map { ($0[0] ?? "", $0[1].flatMap { Int($0) } ?? 0) }, uniquingKeysWith: +)
    } catch {
      guard error.kind == .refused else { throw error }
      unchecked.append("foreign keys of \(quoted(table)) cannot be checked: \(error.message)")
      return nil
    }
  }

  private func readChildren(in database: SQLiteDatabase) throws(Problem) -> [String: [String]] {
    let found = try database.rows(
      """
      SELECT DISTINCT lower(key."table"), child.name
      FROM sqlite_schema child, pragma_foreign_key_list(child.name) key WHERE child.type = 'table'
      """)
    return Dictionary(grouping: found) { $0[0] ?? "" }.mapValues { $0.compactMap(\.[1]) }
  }
}
