import Release

/// A target whose database is open.
struct OpenTarget {
  let target: Target
  let database: SQLiteDatabase
  let changes: PackagedDatabase
  /// The scripts of the changes that this deployment applies or reverts, by their paths.
  var scripts: [Path: [UInt8]] = [:]
  /// The schema before anything was changed, where it is known.
  var schemaBefore: String?

  /// Opens a target's database.
  init(
    _ target: Target, of package: Package, _ access: SQLiteDatabase.Access, topFolder: String,
    lockSeconds: Int
  ) throws(Problem) {
    self.target = target
    changes = try package.database(of: target)
    database = try SQLiteDatabase(
      path: SQLiteDatabase.path(of: target, topFolder: topFolder), access: access,
      lockSeconds: lockSeconds)
  }

  /// What is applied, as `PackagedDatabase` asks for it.
  func ledger() throws(Problem) -> [(change: String, digest: String)] {
    try database.appliedMigrations().map { ($0.change, $0.digest) }
  }

  func change(_ id: String) throws(Problem) -> Migration {
    guard let change = changes.migrations.first(where: { $0.id == id }) else {
      throw Problem(.badData, "the package has no change \(quoted(id)) of \(changes.path)")
    }
    return change
  }

  /// Reads the scripts that a deployment of these changes may need.
  mutating func loadScripts(
    of changes: [String], _ file: (Path) throws(Problem) -> [UInt8]
  ) throws(Problem) {
    for id in changes {
      for (_, script) in try change(id).scripts.all { scripts[script.path] = try file(script.path) }
    }
  }

  /// - Throws: `.refused` when a deploy script removed rows and does not say that it means to.
  func requireDeclared(_ lost: [LostRows], by change: String) throws(Problem) {
    let path = changes.script(.deploy, of: change)
    guard let first = lost.first, !declaresDeletion(scripts[path] ?? []) else { return }
    throw Problem(
      .refused,
      "\(path): \(first); a script that means to has the line `\(deletionDeclaration)`")
  }

  /// Runs one of a change's scripts; whether the change has it.
  @discardableResult
  func run(
    _ script: MigrationScript.Kind, of change: String, rows rule: RowRule = .ignored,
    _ limit: StatementLimit
  ) throws(Problem) -> Bool {
    let path = changes.script(script, of: change)
    guard let text = scripts[path] else { return false }
    try database.run(script: text, name: path.text, rows: rule, limit: limit)
    return true
  }
}

extension Package {
  /// - Throws: `.configuration` when the package has no such database.
  func database(of target: Target) throws(Problem) -> PackagedDatabase {
    let names = databases.map(\.name)
    guard let found = databases.first(where: { $0.name == target.database }) else {
      throw Problem(
        .configuration,
        "target \(quoted(target.name)): package \(tag) has no database \(quoted(target.database))"
          + (names.isEmpty ? "" : ", only \(names.joined(separator: ", "))"))
    }
    return found
  }
}

let deletionDeclaration = "-- relman: deletes rows"

private func declaresDeletion(_ script: [UInt8]) -> Bool {
  script.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    .contains { $0.elementsEqual(deletionDeclaration.utf8) }
}
