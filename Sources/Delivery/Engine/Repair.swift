import Platform
import Release

/// Ends a deployment that cannot go on, on the word of a person; the targets are not touched. It
/// needs repair from then on, and `deploy(…, .back)` or `declareRepaired` come next.
///
/// - Throws: `.tryAgain` while its process lives, `.refused` when it is over.
public func abandon(
  _ deployment: Deployment, in environment: Environment, by person: String, because reason: String,
  log: [UInt8] = [], at context: RunContext
) async throws(Problem) -> Deployment {
  let locks = try TargetLocks(environment, topFolder: context.topFolder)
  defer { withExtendedLifetime(locks) {} }
  let intervention = Intervention(by: person, at: context.now(), reason: reason)
  let result = try deployment.abandoned(intervention)
  var log = Log(continuing: log, of: environment, at: context)
  log.note("abandoned by \(person): \(reason)")
  try await context.record(result, log.bytes)
  return result
}

/// Ends a deployment that needs repair, on the word of a person who has looked. What is in the
/// targets stays, and the record says what that is, by the targets' own tables; a target that
/// cannot be read is left as the record has it, and the log says so.
///
/// - Throws: `.tryAgain` while a process is at work on a target or a deployment holds its lock,
///   `.refused` when the deployment does not need repair.
public func declareRepaired(
  _ deployment: Deployment, of package: Package, in environment: Environment, by person: String,
  because reason: String, log: [UInt8] = [], at context: RunContext
) async throws(Problem) -> Deployment {
  let locks = try TargetLocks(environment, topFolder: context.topFolder)
  defer { withExtendedLifetime(locks) {} }
  let intervention = Intervention(by: person, at: context.now(), reason: reason)
  var result = try deployment.repaired(intervention)
  var log = Log(continuing: log, of: environment, at: context)
  log.note("declared repaired by \(person): \(reason)")
  for index in result.targets.indices {
    let name = result.targets[index].name
    do throws(Problem) {
      guard let target = environment.targets.first(where: { $0.name == name }) else { continue }
      let database = try OpenTarget(
        target, of: package, .write, in: environment.name, topFolder: context.topFolder,
        lockSeconds: environment.limits.lockSeconds
      ).database
      try database.prepareLedger()
      if let other = try database.locks().first(where: { $0.deployment != deployment.id }) {
        throw database.problem(heldBy: other)
      }
      result.targets[index].complete(
        from: try database.history(of: deployment.id),
        ledger: try database.appliedMigrations().map(\.migration), action: deployment.action)
      try database.unlock(deployment: deployment.id)
    } catch {
      if error.kind == .tryAgain { throw error }
      log.note("\(name) cannot be read, its record stands: \(error.message)")
    }
    let standing = result.targets[index].standing
    log.note(
      "\(name): has \(standing.isEmpty ? "nothing of it" : standing.joined(separator: ", "))")
  }
  try await context.record(result, log.bytes)
  return result
}

/// A lock that `repairTargets` took away.
public struct ClearedLock: Hashable, Sendable, Codable {
  public var target: String
  public var lock: TargetLock
}

/// Takes away the locks that deployments which are over left in an environment's targets. The
/// caller knows from the records which are over, asks a person, and records it.
///
/// - Parameter over: the ids of those deployments.
/// - Throws: `.tryAgain` while a process is at work on a target, or for a lock of a deployment that
///   is not among `over`; nothing is taken away then.
public func repairTargets(
  of environment: Environment, over: Set<String>, topFolder: String
) throws(Problem) -> [ClearedLock] {
  let locks = try TargetLocks(environment, topFolder: topFolder)
  defer { withExtendedLifetime(locks) {} }
  var found: [(database: SQLiteDatabase, cleared: ClearedLock)] = []
  for target in environment.targets {
    let path = try SQLiteDatabase.path(of: target, topFolder: topFolder)
    guard exists(path) else { continue }
    let database = try SQLiteDatabase(
      path: path, access: .write, lockSeconds: environment.limits.lockSeconds)
    guard try database.formatOfLedger() != nil else { continue }
    try database.prepareLedger()
    for lock in try database.locks() {
      guard over.contains(lock.deployment) else { throw database.problem(heldBy: lock) }
      found.append((database, ClearedLock(target: target.name, lock: lock)))
    }
  }
  for (database, cleared) in found { try database.unlock(deployment: cleared.lock.deployment) }
  return found.map(\.cleared)
}

extension Log {
  fileprivate init(
    continuing earlier: [UInt8], of environment: Environment, at context: RunContext
  ) {
    self.init(
      limitBytes: environment.limits.logBytes,
      secrets: environment.targets.compactMap(\.secret).compactMap(context.secret),
      earlier: earlier, now: context.now, say: context.say)
  }
}
