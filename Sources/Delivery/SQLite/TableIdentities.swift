import Release

/// Which table is which while a migration makes, renames and drops them. Root pages do not tell:
/// with auto_vacuum, dropping one table moves another.
struct TableIdentities {
  enum Origin: Hashable {
    /// It was there before the migration, under this name in lower case.
    case original(String)
    /// The migration made it, at first under this name in lower case.
    case made(String)
  }

  /// By the present name in lower case; a table that is not here is what it was.
  private var origins: [String: Origin] = [:]
  private var originalNames: [String: String] = [:]
  private var making: [String] = []
  /// The tables before a statement that may rename one.
  private var namesBefore: Set<String>?

  func origin(of table: String) -> Origin {
    let key = table.lowercased()
    return origins[key] ?? .original(key)
  }

  /// As it was written before the migration.
  func originalName(of table: String) -> String { originalNames[table.lowercased()] ?? table }

  /// The tables that hold what that one held: the one that has its name now, and the one that it
  /// was renamed to.
  func heirs(of origin: Origin, in database: SQLiteDatabase) throws(Problem) -> [String] {
    var names = origins.filter { $0.value == origin }.map(\.key)
    switch origin {
    case .original(let name), .made(let name): if !names.contains(name) { names.append(name) }
    }
    return names.filter(database.hasTable).sorted()
  }

  mutating func before(
    _ effects: Set<TableEffect>, sql: String, in database: SQLiteDatabase
  ) throws(Problem) {
    making = effects.filter { $0.action == .create && !database.hasTable($0.table) }.map(\.table)
    let isRename =
      effects.contains { $0.action == .alter } && sql.lowercased().contains("rename")
    namesBefore = isRename ? try names(in: database) : nil
  }

  mutating func after(_ effects: Set<TableEffect>, in database: SQLiteDatabase) throws(Problem) {
    for table in making { origins[table.lowercased()] = .made(table.lowercased()) }
    guard let namesBefore else { return }
    let names = try names(in: database)
    let (gone, new) = (namesBefore.subtracting(names), names.subtracting(namesBefore))
    guard let old = gone.first, let now = new.first else { return }
    originalNames[now.lowercased()] = originalName(of: old)
    origins[now.lowercased()] = origin(of: old)
  }

  private func names(in database: SQLiteDatabase) throws(Problem) -> Set<String> {
    Set(try database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'").compactMap(\.[0]))
  }
}
