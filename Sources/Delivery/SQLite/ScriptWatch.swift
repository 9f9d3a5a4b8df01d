import CSQLite
import Platform
import Release

/// Watches a script while it runs: what it may say, how long a statement takes, and whether the
/// person wants to stop. SQLite calls back here.
final class ScriptWatch {
  private let limit: StatementLimit
  private var deadline: ContinuousClock.Instant
  private var end: End?
  private var effects: Set<TableEffect> = []

  private enum End {
    case denied(String), timedOut, interrupted
  }

  init(_ limit: StatementLimit) {
    self.limit = limit
    deadline = .now + .seconds(limit.seconds)
  }

  func begin(_ connection: OpaquePointer) {
    let this = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_set_authorizer(
      connection,
      { this, action, first, second, database, _ in
        watch(this)?.authorize(action, [first, second, database]) ?? SQLITE_DENY
      }, this)
    sqlite3_progress_handler(connection, 1000, { watch($0)?.shouldStop() == false ? 0 : 1 }, this)
  }

  func end(_ connection: OpaquePointer) {
    sqlite3_set_authorizer(connection, nil, nil)
    sqlite3_progress_handler(connection, 0, nil, nil)
  }

  /// What the statement that was prepared last does to tables.
  func takeEffects() -> Set<TableEffect> {
    defer { effects = [] }
    return effects
  }

  func beginStatement() { deadline = .now + .seconds(limit.seconds) }

  /// Why SQLite stopped, when it did so on our word.
  func problem(_ code: Int32, _ place: String) -> Problem? {
    switch end {
    case .denied(let why): Problem(.refused, "\(place): \(why)")
    case .timedOut:
      Problem(.refused, "\(place): did not end within \(limit.seconds) s and was stopped")
    case .interrupted: .interruption
    case nil: nil
    }
  }

  private func shouldStop() -> Bool {
    if limit.isInterrupted() {
      end = .interrupted
    } else if ContinuousClock.now > deadline {
      end = .timedOut
    }
    return end != nil
  }

  private func authorize(
    _ action: Int32, _ texts: [UnsafePointer<CChar>?]
  ) -> Int32 {
    let names = texts.map { $0.map { String(cString: $0) } ?? "" }
    guard let why = denial(action, Array(names.prefix(2))) else {
      if let effect = TableEffect(action, names, database: names[2]) { effects.insert(effect) }
      return SQLITE_OK
    }
    end = .denied(why)
    return SQLITE_DENY
  }

  private func denial(_ action: Int32, _ names: [String]) -> String? {
    switch action {
    case SQLITE_TRANSACTION: return "\(names[0]) is not for a script: \(ownTransaction)"
    case SQLITE_SAVEPOINT: return "SAVEPOINT is not for a script: \(ownTransaction)"
    case SQLITE_ATTACH: return "ATTACH and VACUUM are not for a script: \(ownTransaction)"
    case SQLITE_DETACH: return "DETACH is not for a script: \(ownTransaction)"
    case SQLITE_PRAGMA where names[0].lowercased() == "writable_schema":
      return "PRAGMA writable_schema is not for a script"
    case SQLITE_READ, SQLITE_SELECT, SQLITE_PRAGMA, SQLITE_FUNCTION: return nil
    default:
      guard let own = names.first(where: { ledgerTables.contains($0.lowercased()) }) else {
        return nil
      }
      return "\(own) is relman's own table"
    }
  }
}

private let ownTransaction = "each runs in one transaction, which relman begins and ends"

private func watch(_ pointer: UnsafeMutableRawPointer?) -> ScriptWatch? {
  pointer.map { Unmanaged<ScriptWatch>.fromOpaque($0).takeUnretainedValue() }
}
