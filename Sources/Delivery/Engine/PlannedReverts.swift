import Release

/// What a target has of the deployment that is rolled back, and what of it was reverted already.
struct Revertible {
  /// In the order in which they were applied.
  let present: [String]
  let reverted: [String]
}

extension OpenTarget {
  /// What a rollback reverts is what the target has of the deployment; it must be the latest that
  /// was applied, as it was applied.
  ///
  /// - Parameter planned: the migrations that the records say the deployment applied here.
  func revertible(
    by rollback: Deployment, planned: [String]
  ) throws(Problem) -> Revertible {
    let ledger = try database.appliedMigrations()
    try packaged.checkUnedited(self.ledger())
    let isPlanned = Set(planned)
    let present = ledger.filter {
      $0.deployment == rollback.rollsBack || isPlanned.contains($0.migration)
    }.map(\.migration)
    let isPresent = Set(present)
    if let first = present.first,
      let later = ledger.drop(while: { $0.migration != first })
        .first(where: { !isPresent.contains($0.migration) })
    {
      throw Problem(
        .refused, "\(target.name): \(quoted(later.migration)) was applied after \(rollback.tag)",
        hint: "relman log \(rollback.environment)")
    }
    return Revertible(
      present: present, reverted: try database.history(of: rollback.id).reverted)
  }
}

/// What a rollback would revert, target by target, in the order in which it would. It reads alone.
///
/// - Parameter file: the bytes of a file of the package.
/// - Throws: what preflight would: a target out of reach, a migration that was edited, or that
///   another one follows, or that cannot be reverted.
public func plannedReverts(
  of rollback: Deployment, _ package: Package, in environment: Environment, topFolder: String,
  file: (Path) throws(Problem) -> [UInt8]
) throws(Problem) -> [PlannedMigrations] {
  var result: [PlannedMigrations] = []
  for record in rollback.targets {
    guard let named = environment.targets.first(where: { $0.name == record.name }) else { continue }
    var target = try OpenTarget(
      named, of: package, .read, in: environment.name, topFolder: topFolder,
      lockSeconds: environment.limits.lockSeconds)
    let present = try target.revertible(by: rollback, planned: record.migrations).present
    try target.loadScripts(of: present, mended: [:], file)
    try target.requireReverts(of: present)
    result.append(
      PlannedMigrations(
        target: record.name, database: record.database, migrations: present.reversed()))
  }
  return result
}
