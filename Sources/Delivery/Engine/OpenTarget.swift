import Platform
import Release

/// A target whose database is open.
struct OpenTarget {
  let target: Target
  let database: SQLiteDatabase
  let packaged: PackagedDatabase
  /// By their ids.
  private let migrations: [String: Migration]
  /// The scripts of the migrations that this deployment applies or reverts, by their paths.
  var scripts: [Path: [UInt8]] = [:]
  /// The schema before anything was changed, where it is known.
  var schemaBefore: String?

  /// Opens a target's database.
  ///
  /// - Throws: `.unreachable`, with the way out, for a missing file that is not to be made.
  init(
    _ target: Target, of package: Package, _ access: SQLiteDatabase.Access, in environment: String,
    topFolder: String, lockSeconds: Int
  ) throws(Problem) {
    self.target = target
    packaged = try package.database(of: target)
    migrations = Dictionary(packaged.migrations.map { ($0.id, $0) }) { first, _ in first }
    let path = try SQLiteDatabase.path(of: target, topFolder: topFolder)
    if access != .create, !exists(path) {
      throw Problem(
        .unreachable,
        "target \(quoted(target.name)): there is no database \(quoted(path, limit: 300)); put it "
          + "back, or start over",
        hint: "relman deploy \(environment) --new-database \(target.name)")
    }
    database = try SQLiteDatabase(path: path, access: access, lockSeconds: lockSeconds)
  }

  /// What is applied, as `PackagedDatabase` asks for it.
  func ledger() throws(Problem) -> [(migration: String, digest: String)] {
    try database.appliedMigrations().map { ($0.migration, $0.digest) }
  }

  func migration(_ id: String) throws(Problem) -> Migration {
    guard let found = migrations[id] else {
      throw Problem(.badData, "the package has no migration \(quoted(id)) of \(packaged.path)")
    }
    return found
  }

  /// Reads the scripts that a deployment of these migrations may need.
  mutating func loadScripts(
    of migrations: [String], mended: [Path: DeploymentPlan.RevertScript],
    _ file: (Path) throws(Problem) -> [UInt8]
  ) throws(Problem) {
    for id in migrations {
      for (_, script) in try migration(id).scripts.all {
        if mended[script.path] == nil { scripts[script.path] = try file(script.path) }
      }
      let revert = packaged.script(.revert, of: id)
      if let mended = mended[revert] { scripts[revert] = mended.text }
    }
  }

  func script(_ kind: MigrationScript.Kind, of migration: String) -> [UInt8]? {
    scripts[packaged.script(kind, of: migration)]
  }

  /// - Throws: `.refused`, naming the migration that has no revert script.
  func requireReverts(of migrations: [String]) throws(Problem) {
    for id in migrations where script(.revert, of: id) == nil {
      throw Problem(
        .refused,
        "\(packaged.script(.revert, of: id)) does not exist: nothing was reverted")
    }
  }

  /// - Throws: `.refused` when a deploy script removed rows and does not say that it means to.
  func requireDeclared(_ lost: [LostRows], by migration: String) throws(Problem) {
    let path = packaged.script(.deploy, of: migration)
    guard let first = lost.first, !declaresDeletion(scripts[path] ?? []) else { return }
    throw Problem(
      .refused,
      "\(path): \(first); a script that means to has the line `\(deletionDeclaration)`")
  }

  /// Runs a deploy or revert script and writes the ledger's rows, in one transaction.
  func migrate(
    _ script: MigrationScript.Kind, _ migration: String, _ limit: StatementLimit,
    _ remember: () throws(Problem) -> Void, accept: (MigrationEffects) throws(Problem) -> Void
  ) throws(Problem) -> MigrationEffects {
    try database.migrate(
      script: self.script(script, of: migration) ?? [],
      name: packaged.script(script, of: migration).text, limit: limit, remember, accept: accept)
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
