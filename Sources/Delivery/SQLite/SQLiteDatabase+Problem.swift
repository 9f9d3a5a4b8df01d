import CSQLite
import Release

extension SQLiteDatabase {
  /// What SQLite's result code means for a person; `place` is the script's file and line.
  func problem(_ code: Int32, at place: String? = nil) -> Problem {
    let text = escaped(String(cString: sqlite3_errmsg(connection)), limit: 500)
    let here = place.map { "\($0): " } ?? ""
    let file = quoted(path, limit: 300)
    switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED:
      return Problem(
        .tryAgain, "\(here)database is locked: \(file), waited \(lockSeconds) s",
        hint: "fuser -v \(path)")
    case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM:
      return Problem(.inputOutput, "\(here)\(file): \(text)")
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY:
      return Problem(.unreachable, "\(here)\(file): \(text)")
    case SQLITE_NOTADB, SQLITE_CORRUPT:
      return Problem(.badData, "\(here)\(file): \(text)", hint: "mv \(path) \(path).moved")
    default:
      return Problem(.refused, place == nil ? "\(file): \(text)" : here + text)
    }
  }
}
