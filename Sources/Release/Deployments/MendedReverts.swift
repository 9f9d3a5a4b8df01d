/// A revert script that a later package has in place of the one that was deployed.
public struct MendedRevert: Hashable, Sendable {
  public var database: String
  public var migration: String
  /// Where the deployed package has it, or would have it.
  public var replaces: Path
  /// Where the later package has it.
  public var path: Path
  public var digest: Digest

  public init(
    database: String, migration: String, replaces: Path, path: Path, digest: Digest
  ) {
    self.database = database
    self.migration = migration
    self.replaces = replaces
    self.path = path
    self.digest = digest
  }
}

extension Package {
  /// The revert scripts of `later` that differ from this package's, or that this one lacks; of the
  /// same migrations, which are those with the same deploy script.
  public func mendedReverts(in later: Package) -> [MendedRevert] {
    var result: [MendedRevert] = []
    for database in databases {
      guard let newer = later.databases.first(where: { $0.name == database.name }) else { continue }
      for migration in database.changes {
        guard
          let other = newer.changes.first(where: {
            $0.id == migration.id && $0.deploy == migration.deploy
          }), let digest = other.revert, digest != migration.revert
        else { continue }
        result.append(
          MendedRevert(
            database: database.name, migration: migration.id,
            replaces: database.script("revert", of: migration.id),
            path: newer.script("revert", of: migration.id), digest: digest))
      }
    }
    return result
  }
}
