/// What is to be done: a package, the environment that takes it, and the record to begin with.
public struct DeploymentPlan: Sendable {
  public var package: Package
  public var environment: Environment
  /// Its action, id, who and when; for a rollback also the migrations to revert, as
  /// `Deployment(rollingBack:…)` fills them in. A deployment's targets are filled in by preflight.
  public var initial: Deployment
  /// By target, the migrations that earlier deployments applied and none took back: a database
  /// that lacks one of them is not the one that was deployed to.
  public var recorded: [String: [String]]
  /// Scripts that are run in place of the package's own, by the paths of those: what a later
  /// package mended, as `Package.mendedReverts(in:)` finds it.
  public var revertScripts: [Path: RevertScript]

  public struct RevertScript: Hashable, Sendable {
    /// The release that it is from.
    public var tag: String
    public var text: [UInt8]

    public init(tag: String, text: [UInt8]) {
      self.tag = tag
      self.text = text
    }
  }

  public init(
    package: Package, environment: Environment, initial: Deployment,
    recorded: [String: [String]] = [:], revertScripts: [Path: RevertScript] = [:]
  ) {
    self.revertScripts = revertScripts
    self.recorded = recorded
    self.package = package
    self.environment = environment
    self.initial = initial
  }
}

/// Checks that a target's database is the one that earlier deployments changed.
///
/// - Parameter recorded: the migrations that the records say it has.
/// - Parameter applied: what its own ledger holds; nil when there is no database.
/// - Throws: `.refused` when it lacks one; the hint starts the target over, for who gave the old
///   database up on purpose.
public func requireRecorded(
  _ recorded: [String], in applied: [String]?, of target: String, in environment: String
) throws(Problem) {
  let known = Set(applied ?? [])
  guard let missing = recorded.first(where: { !known.contains($0) }) else { return }
  let what = applied == nil ? "there is no database, and" : "the database lacks"
  throw Problem(
    .refused,
    "target \(quoted(target)): \(what) \(quoted(missing))"
      + (applied == nil ? " was deployed to it" : ", which was deployed to it"),
    hint: "relman deploy \(environment) --new-database \(target)")
}

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
      for migration in database.migrations {
        guard
          let other = newer.migrations.first(where: {
            $0.id == migration.id
              && $0.scripts.deploy.sha256 == migration.scripts.deploy.sha256
          }), let revert = other.scripts.revert,
          revert.sha256 != migration.scripts.revert?.sha256
        else { continue }
        result.append(
          MendedRevert(
            database: database.name, migration: migration.id,
            replaces: database.script(.revert, of: migration.id),
            path: revert.path, digest: revert.sha256))
      }
    }
    return result
  }
}
