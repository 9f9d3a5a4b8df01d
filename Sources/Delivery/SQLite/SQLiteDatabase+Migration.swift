import Release

extension SQLiteDatabase {
  /// Runs a migration in a transaction, with foreign keys off: where they are on, dropping a table
  /// that is rebuilt deletes the rows of every table that refers to it with `ON DELETE CASCADE`
  /// (https://www.sqlite.org/lang_altertable.html, "otheralter").
  /// They are checked before the commit.
  ///
  /// - Parameter accept: judges the rows that are gone; what it throws rolls everything back.
  /// - Returns: the rows that are gone.
  /// - Throws: `.refused` when the migration leaves rows whose parent does not exist.
  public func migrate(
    _ work: () throws(Problem) -> Void, accept: ([LostRows]) throws(Problem) -> Void
  ) throws(Problem) -> [LostRows] {
    // The pragma does nothing within a transaction.
    try execute("PRAGMA foreign_keys = OFF")
    let lost: [LostRows]
    do {
      lost = try transaction { () throws(Problem) in
        let before = (tables: try tables(), violations: try violations())
        try work()
        try requireParents(since: before.violations)
        let lost = try lostRows(since: before.tables)
        try accept(lost)
        return lost
      }
    } catch {
      try execute("PRAGMA foreign_keys = ON")
      throw error
    }
    try execute("PRAGMA foreign_keys = ON")
    return lost
  }

  private struct CountedTable {
    let name: String
    /// The root page: what `ALTER TABLE … RENAME` leaves as it is.
    let page: String
    let rows: Int
  }

  private func tables() throws(Problem) -> [CountedTable] {
    let found = try rows(
      """
      SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0
      AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
      """)
    var result: [CountedTable] = []
    for row in found {
      guard let name = row[0], !ledgerTables.contains(name), let page = row[1] else { continue }
      let quotedName = name.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"")
      let count = try rows("SELECT count(*) FROM \"\(quotedName)\"").first?.first ?? nil
      result.append(CountedTable(name: name, page: page, rows: count.flatMap { Int($0) } ?? 0))
    }
    return result
  }

  private func lostRows(since before: [CountedTable]) throws(Problem) -> [LostRows] {
    let after = try tables()
    return before.compactMap { table in
      let heirs = after.filter { $0.name == table.name || $0.page == table.page }
      let lost = table.rows - (heirs.map(\.rows).max() ?? 0)
      return lost > 0 ? LostRows(table: table.name, count: lost) : nil
    }
  }

  /// How many rows of a table lack their parent in another, by both names; nil where SQLite cannot
  /// tell, since a parent's columns have no unique index.
  private func violations() throws(Problem) -> [[String?]: Int]? {
    do {
      let found = try rows(
        "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2")
      return Dictionary(
        found.map { (Array($0.prefix(2)), $0[2].flatMap { Int($0) } ?? 0) }, uniquingKeysWith: +)
    } catch {
      guard error.kind == .refused else { throw error }
      return nil
    }
  }

  private func requireParents(since before: [[String?]: Int]?) throws(Problem) {
    guard let before, let after = try violations() else { return }
    let worse = after.filter { $0.value > before[$0.key] ?? 0 }
    let first = worse.min {
      ($0.key[0] ?? "", $0.key[1] ?? "") < ($1.key[0] ?? "", $1.key[1] ?? "")
    }
    guard let (names, count) = first.map({ ($0.key.map { $0 ?? "" }, $0.value) }) else { return }
    throw Problem(
      .refused,
      "\(count) \(count == 1 ? "row" : "rows") of \(quoted(names[0])) would refer to rows of "
        + "\(quoted(names[1])) that do not exist")
  }
}
