/// What is to be done: a package, the environment that takes it, and the record to begin with.
public struct DeploymentPlan: Sendable {
  public var package: Package
  public var environment: Environment
  /// Its action, id, who and when; for a rollback also the changes to revert, as
  /// `Deployment(rollingBack:…)` fills them in. A deployment's targets are filled in by preflight.
  public var initial: Deployment
  /// By target, the changes that earlier deployments applied and none took back: a database that
  /// lacks one of them is not the one that was deployed to.
  public var recorded: [String: [String]]

  public init(
    package: Package, environment: Environment, initial: Deployment,
    recorded: [String: [String]] = [:]
  ) {
    self.recorded = recorded
    self.package = package
    self.environment = environment
    self.initial = initial
  }
}

/// Checks that a target's database is the one that earlier deployments changed.
///
/// - Parameter recorded: the changes that the records say it has.
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
