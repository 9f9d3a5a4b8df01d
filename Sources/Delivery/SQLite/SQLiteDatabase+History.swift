import Release

extension SQLiteDatabase {
  /// What a deployment did here; nothing where there is no ledger.
  ///
  /// - Throws: `.badData` for an event that is not known.
  public func history(of deployment: String) throws(Problem) -> TargetHistory {
    if try formatOfLedger() != Self.ledgerFormat { return TargetHistory([]) }
    let found = try rows(
      """
      SELECT event, migration, "table", "rows", "schema" FROM relman_history
      WHERE deployment = ? ORDER BY id
      """, [deployment])
    var events: [TargetHistory.Event] = []
    for row in found { events.append(try event(row)) }
    return TargetHistory(events)
  }

  private func event(_ row: [String?]) throws(Problem) -> TargetHistory.Event {
    switch (row[0], row[1], row[2], row[3].flatMap { Int($0) }, row[4].flatMap { Digest(hex: $0) })
    {
    case ("began", _, _, _, let schema?): return .began(schema: schema)
    case ("applied", let migration?, _, _, _): return .applied(migration)
    case ("reverted", let migration?, _, _, _): return .reverted(migration)
    case ("lost", _, let table?, let count?, _):
      return .lost(LostRows(table: table, count: count))
    default:
      throw Problem(
        .badData,
        "\(quoted(path, limit: 300)): relman_history holds the event \(quoted(row[0] ?? ""))")
    }
  }

  /// Writes what a deployment does, in the transaction in which it does it.
  func note(
    _ event: TargetHistory.Event, of deployment: String, at time: Instant
  ) throws(Problem) {
    let (name, column, value) =
      switch event {
      case .began(let schema): ("began", "schema", schema.hex)
      case .applied(let migration): ("applied", "migration", migration)
      case .reverted(let migration): ("reverted", "migration", migration)
      case .lost(let rows): ("lost", "table", rows.table)
      }
    let count: String? = if case .lost(let rows) = event { "\(rows.count)" } else { nil }
    try execute(
      """
      INSERT INTO relman_history (deployment, event, "\(column)", at, "rows")
      VALUES (?, ?, ?, ?, \(count ?? "NULL"))
      """, [deployment, name, value, time.description])
  }
}
