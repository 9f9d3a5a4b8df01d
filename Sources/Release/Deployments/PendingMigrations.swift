extension PackagedDatabase {
  /// The migrations that a target still lacks, given what its own ledger holds.
  ///
  /// - Throws: `.refused` when the target has a migration that was edited since, one that the
  ///   package does not know, or one that comes after a change that it lacks.
  public func pendingMigrations(
    after applied: [(migration: String, digest: String)]
  ) throws(Problem) -> [Migration] {
    try checkUnedited(applied)
    var digests: [String: String] = [:]
    for row in applied { digests[row.migration] = row.digest }
    var pending: [Migration] = []
    for change in migrations {
      let isApplied = digests.removeValue(forKey: change.id) != nil
      if !isApplied {
        pending.append(change)
      } else if let earlier = pending.first {
        throw Problem(
          .refused,
          "\(path)/\(earlier.id) comes before \(change.id), which is already applied; "
            + "give its folder a later date")
      }
    }
    if let unknown = digests.keys.min() {
      throw Problem(
        .refused,
        "\(quoted(unknown)) is applied and not in this package, which is older or of another line")
    }
    return pending
  }

  /// - Throws: `.refused`, naming the file and both digests, when a migration is not the one that
  ///   was applied.
  public func checkUnedited(_ applied: [(migration: String, digest: String)]) throws(Problem) {
    let scripts = Dictionary(migrations.map { ($0.id, $0.scripts.deploy) }) { first, _ in first }
    for row in applied {
      guard let deploy = scripts[row.migration] else { continue }
      if deploy.sha256.hex == row.digest { continue }
      throw Problem(
        .refused,
        "\(deploy.path) was edited after it was released: applied was "
          + "\(escaped(row.digest, limit: 64)), the package holds \(deploy.sha256)")
    }
  }
}
