import Git
import Records
import Release

extension Project {
  /// The release that an environment's committed manifest pins.
  ///
  /// - Throws: `.notFound` when nothing is pinned.
  func pinnedRelease(of environment: String) throws(Problem) -> String {
    if let tag = try committedManifest(of: environment).release { return tag }
    throw Problem(
      .notFound, "no release is pinned to \(environment)",
      hint: "relman promote TAG \(environment)")
  }

  /// - Parameter remote: whose branch this one follows; nil where nothing can be asked.
  /// - Throws: `.refused` when the branch that HEAD follows pins another release, and HEAD does not
  ///   have that commit yet.
  func requireCurrentManifest(of environment: String, at remote: Remote?) async throws(Problem) {
    guard let remote, case .branch(let branch, let head) = try repository.head(),
      try repository.configuration("branch.\(branch).remote") == remote.name,
      let followed = try repository.configuration("branch.\(branch).merge"),
      let upstream = try await remote.fetchBranch(followed),
      try !repository.isAncestor(upstream, of: head)
    else { return }
    let path = Self.manifestPath(environment)
    guard try repository.file(at: path, in: upstream) != repository.file(at: path, in: head) else {
      return
    }
    throw Problem(
      .refused,
      "\(path) is not what \(followed) on \(remote.name) has: this clone is behind, or apart",
      hint: "git pull")
  }

  /// - Parameter isGoingBack: the person asks for an older release.
  /// - Throws: `.refused` when the release that runs came after this one and nobody asks to go
  ///   back, or it brought migrations, which only a rollback takes out.
  func requireForward(
    from running: Package.Previous?, to package: Package, _ environment: String, isGoingBack: Bool
  ) throws(Problem) {
    guard let running, running.tag != package.tag else { return }
    let latest = try StoredPackage.read(tag: running.tag, in: store).package
    var seen: Set<String> = []
    var next = latest.previous?.tag
    while let earlier = next, seen.insert(earlier).inserted {
      if earlier == package.tag {
        let hasMore = !latest.migrationIDs.isSubset(of: package.migrationIDs)
        guard hasMore || !isGoingBack else { return }
        throw Problem(
          .refused,
          "\(environment) runs \(running.tag), which came after \(package.tag)"
            + (hasMore ? ", and has migrations that \(package.tag) does not know" : ""),
          hint: hasMore
            ? "relman rollback \(environment)" : "relman deploy \(environment) --going-back")
      }
      next = try StoredPackage.read(tag: earlier, in: store).package.previous?.tag
    }
  }
}

extension Package {
  fileprivate var migrationIDs: Set<String> {
    Set(databases.flatMap { database in database.migrations.map { "\(database.name)/\($0.id)" } })
  }
}
