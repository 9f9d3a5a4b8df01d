import Platform
import Release

/// What a deployment would apply to one target.
public struct PlannedMigrations: Hashable, Sendable, Codable {
  public var target: String
  public var database: String
  /// In the order in which they would be applied.
  public var migrations: [String]

  public init(target: String, database: String, migrations: [String]) {
    self.target = target
    self.database = database
    self.migrations = migrations
  }
}

/// What deploying `package` would apply, target by target. It reads, and creates nothing: a missing
/// SQLite file, which a deployment would create, lacks every migration.
///
/// - Parameter recorded: by target, what the records say it has.
/// - Throws: what preflight would: a target out of reach, a migration that was edited, a database
///   that is not the one of the records.
public func plannedMigrations(
  _ package: Package, in environment: Environment, recorded: [String: [String]], topFolder: String
) throws(Problem) -> [PlannedMigrations] {
  var result: [PlannedMigrations] = []
  for target in environment.targets {
    let database = try package.database(of: target)
    var applied: [(migration: String, digest: String)]?
    if exists(try SQLiteDatabase.path(of: target, topFolder: topFolder)) {
      applied = try OpenTarget(
        target, of: package, .read, in: environment.name, topFolder: topFolder,
        lockSeconds: environment.limits.lockSeconds
      ).ledger()
    }
    try requireRecorded(
      recorded[target.name, default: []], in: applied?.map(\.migration), of: target.name,
      in: environment.name)
    let migrations = try database.pendingMigrations(after: applied ?? []).map(\.id)
    result.append(
      PlannedMigrations(target: target.name, database: target.database, migrations: migrations))
  }
  return result
}
