import Release

/// Who holds a target's own lock.
public struct TargetLock: Hashable, Sendable, Codable {
  public var deployment: String
  public var by: String
  public var host: String
  public var since: String

  public init(deployment: String, by: String, host: String, since: String) {
    self.deployment = deployment
    self.by = by
    self.host = host
    self.since = since
  }
}

extension SQLiteDatabase {
  /// Takes the lock that keeps two deployments apart, and notes the schema that the deployment
  /// found, the first time that it locks.
  ///
  /// A row that the same deployment left behind is taken over: the caller knows that it is dead,
  /// since it holds its `TargetLocks`.
  /// - Throws: `.tryAgain`, naming the deployment that holds it.
  public func lock(
    _ lock: TargetLock, at time: Instant, schema: () throws(Problem) -> Digest
  ) throws(Problem) {
    try transaction { () throws(Problem) in
      if let holder = try locks().first(where: { $0.deployment != lock.deployment }) {
        throw problem(heldBy: holder)
      }
      try unlock(deployment: lock.deployment)
      try execute(
        "INSERT INTO relman_lock (deployment, \"by\", host, since) VALUES (?, ?, ?, ?)",
        [lock.deployment, lock.by, lock.host, lock.since])
      if try history(of: lock.deployment) == TargetHistory([]) {
        try note(.began(schema: schema()), of: lock.deployment, at: time)
      }
    }
  }

  /// Gives the lock back; another deployment's stays.
  public func unlock(deployment: String) throws(Problem) {
    try execute("DELETE FROM relman_lock WHERE deployment = ?", [deployment])
  }

  /// Who holds the lock; at most one, unless somebody wrote the table by hand.
  public func locks() throws(Problem) -> [TargetLock] {
    if try formatOfLedger() != Self.ledgerFormat { return [] }
    return try rows("SELECT deployment, \"by\", host, since FROM relman_lock").map { row in
      let values = row.map { $0 ?? "" }
      return TargetLock(
        deployment: values[0], by: values[1], host: values[2], since: values[3])
    }
  }

  func problem(heldBy lock: TargetLock) -> Problem {
    let host = lock.host.isEmpty ? "" : " on \(escaped(lock.host))"
    return Problem(
      .tryAgain,
      "\(quoted(path, limit: 300)) is locked by deployment \(quoted(lock.deployment)) of "
        + "\(quoted(lock.by))\(host) since \(escaped(lock.since)); "
        + "`relman repair` takes the lock of a deployment that is over away")
  }
}
