import Release

extension SQLiteDatabase {
  /// The schema as text, a line for each table, index, view and trigger, in byte order; by it a
  /// revert is seen to restore what was there.
  ///
  /// relman's and SQLite's own tables are left out. White space, comments and quotes that a name
  /// does not need are normalised, because `ALTER TABLE` there and back may change them.
  public func schema() throws(Problem) -> String {
    let found = try rows(
      """
      SELECT type, name, tbl_name, sql FROM sqlite_schema
      WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      """)
    var lines: [String] = []
    for row in found {
      let values = row.map { $0 ?? "" }
      if ledgerTables.contains(values[2].lowercased()) { continue }
      lines.append("\(values[0]) \(values[1]): \(normalised(sql: values[3]))")
    }
    for pragma in ["application_id", "user_version"] {
      let value = try rows("PRAGMA \(pragma)").first?.first ?? nil
      if let value, value != "0" { lines.append("pragma \(pragma): \(value)") }
    }
    lines.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// The lines that only one of two schemas has, for a message.
func schemaDifference(before: String, after: String, limit: Int = 5) -> String {
  let (old, new) = (before.split(separator: "\n"), after.split(separator: "\n"))
  let gone = old.filter { !new.contains($0) }.map { "lost \(quoted($0))" }
  let added = new.filter { !old.contains($0) }.map { "left \(quoted($0))" }
  let all = gone + added
  return all.prefix(limit).joined(separator: ", ")
    + (all.count > limit ? " and \(all.count - limit) more" : "")
}
