import CSQLite
import Release

/// What the rows that a script answers with decide.
///
/// A row says no when its first column is NULL, 0, an empty text, or the text `0`, `0.0`, `f` or
/// `false`.
public enum RowRule: Sendable {
  /// Nothing: deploy and revert scripts.
  case ignored
  /// No row may say no: verify scripts, which may as well answer with none.
  case noneSaysNo
  /// As before, and there must be a row: validation queries.
  case oneSaysYes
}

/// How long a script's statements may run.
public struct StatementLimit: Sendable {
  public var seconds: Int
  /// Asked while a statement runs.
  public var isInterrupted: @Sendable () -> Bool

  public init(seconds: Int, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.seconds = seconds
    self.isInterrupted = isInterrupted
  }
}

extension SQLiteDatabase {
  /// Runs a script statement by statement, within the transaction that is open.
  ///
  /// - Parameter name: what messages call it, such as `db/shop/2026-11-21-a/deploy.sql`.
  /// - Throws: `.refused` with file and line when a statement fails, says no, runs too long or is
  ///   not a script's to say; `.interrupted`; what `problem(_:at:)` makes of the rest.
  public func run(
    script text: [UInt8], name: String, rows rule: RowRule = .ignored, limit: StatementLimit
  ) throws(Problem) {
    try run(script: text, name: name, rows: rule, limit: limit, audit: nil)
  }

  func run(
    script text: [UInt8], name: String, rows rule: RowRule, limit: StatementLimit,
    audit: MigrationAudit?
  ) throws(Problem) {
    let script = try SQLiteScript(text, name: name)
    let watch = ScriptWatch(limit)
    watch.begin(connection)
    defer { watch.end(connection) }
    let answered = try script.bytes.withUnsafeBufferPointer { buffer throws(Problem) in
      var offset = 0
      var answered = false
      while let (statement, next) = try prepare(script, buffer, at: offset, watch) {
        defer { sqlite3_finalize(statement) }
        let place = { script.place(offset) }
        let effects = watch.takeEffects()
        watch.beginStatement()
        do throws(Problem) {
          if !effects.isEmpty, let audit {
            try audit.before(effects, sql: String(cString: sqlite3_sql(statement)))
          }
        } catch {
          throw watch.problem(SQLITE_INTERRUPT, place()) ?? error
        }
        if try finish(statement, rule, watch, place) { answered = true }
        if !effects.isEmpty { try audit?.after(effects) }
        offset = next
      }
      return answered
    }
    if rule == .oneSaysYes, !answered { throw Problem(.refused, "\(name): answered with no row") }
  }

  /// The statement at `offset` and where the next one stands; nil at the script's end.
  private func prepare(
    _ script: SQLiteScript, _ buffer: UnsafeBufferPointer<UInt8>, at offset: Int,
    _ watch: ScriptWatch
  ) throws(Problem) -> (OpaquePointer, Int)? {
    guard let base = buffer.baseAddress else { return nil }
    let start = UnsafeRawPointer(base + offset).assumingMemoryBound(to: CChar.self)
    var statement: OpaquePointer?
    var tail: UnsafePointer<CChar>?
    let code = sqlite3_prepare_v2(connection, start, -1, &statement, &tail)
    guard code == SQLITE_OK else {
      let inside = Int(sqlite3_error_offset(connection))
      let place = script.place(offset + max(0, inside))
      throw watch.problem(code, place) ?? problem(code, at: place)
    }
    let next = offset + (tail.map { $0 - start } ?? 0)
    if let statement { return (statement, next) }
    // A comment or a lone semicolon is no statement.
    return next > offset && next < script.bytes.count - 1
      ? try prepare(script, buffer, at: next, watch) : nil
  }

  /// Whether the statement answered with a row.
  private func finish(
    _ statement: OpaquePointer, _ rule: RowRule, _ watch: ScriptWatch, _ place: () -> String
  ) throws(Problem) -> Bool {
    watch.beginStatement()
    var answered = false
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_DONE: return answered
      case SQLITE_ROW:
        answered = true
        guard rule != .ignored, let no = refusal(statement) else { continue }
        throw Problem(.refused, "\(place()): answered \(no)")
      case let code: throw watch.problem(code, place()) ?? problem(code, at: place())
      }
    }
  }

  /// What the row's first column holds, when that says no.
  private func refusal(_ statement: OpaquePointer) -> String? {
    guard sqlite3_column_count(statement) > 0, sqlite3_column_type(statement, 0) != SQLITE_BLOB
    else { return nil }
    guard let text = sqlite3_column_text(statement, 0).map({ String(cString: $0) })
    else { return "NULL" }
    return ["", "0", "0.0", "f", "false"].contains(text) ? (text.isEmpty ? "''" : text) : nil
  }
}
