import Records
import Git
import Release

/// What a package would bring to each environment, and whether it may enter.
struct EnvironmentReviewer {
  let project: Project
  let chain: PolicyChain?
  /// Of the package that exists; nil while there is none.
  let gate: Gate?
  /// The package as it is or would be.
  let package: Package?
  let digest: Digest?

  func environments() throws(Problem) -> ([ReviewedEnvironment], [Problem]) {
    var result: [ReviewedEnvironment] = []
    var problems: [Problem] = []
    for name in try names() where try isHome(name) {
      var environment =
        try known(&problems) { () throws(Problem) in try current(of: name) }
        ?? ReviewedEnvironment(name: name, current: nil, source: .nothing)
      environment.news = try known(&problems) { () throws(Problem) in
        try package.map { package throws(Problem) in
          try news(of: package, since: environment.current)
        }
      }
      environment.gate = try known(&problems) { () throws(Problem) in
        try verdict(entering: name).map { ReviewedGate($0) }
      }
      result.append(environment)
    }
    return (result, problems)
  }

  /// Nil, with the problem, for what this clone cannot tell.
  private func known<Value>(
    _ problems: inout [Problem], _ find: () throws(Problem) -> Value?
  ) throws(Problem) -> Value? {
    do throws(Problem) {
      return try find()
    } catch {
      guard [.notFound, .refused, .badData, .configuration].contains(error.kind) else {
        throw error
      }
      problems.append(error)
      return nil
    }
  }

  private func names() throws(Problem) -> [String] {
    if let chain { return environmentOrder(chain.rules) }
    guard let head = try project.repository.head().commit else { return [] }
    let folder = ".relman/environments"
    return try project.repository.treeEntries(of: head, under: folder).compactMap { entry in
      guard entry.path.hasPrefix(folder + "/"), entry.path.hasSuffix(".yaml") else { return nil }
      let name = String(entry.path.dropFirst(folder.count + 1).dropLast(5))
      return isName(name) ? name : nil
    }
  }

  /// Whether the environment may run this package: where it names one, that.
  private func isHome(_ environment: String) throws(Problem) -> Bool {
    let name: String?
    if let chain {
      name = chain.rules.environments[environment]?.environment.package
    } else {
      name = try project.committedManifest(of: environment).environment.package
    }
    return try name.map { name throws(Problem) in try name == project.line.name } ?? true
  }

  private func current(of name: String) throws(Problem) -> ReviewedEnvironment {
    let ledger = Ledger(project.store, environment: name, verifier: project.verifier(chain))
    if let running = try ledger.running() {
      return ReviewedEnvironment(name: name, current: running.tag, source: .deployment)
    }
    let pinned =
      ledger.tip == nil ? try pin(of: name, project) : nil
    return ReviewedEnvironment(
      name: name, current: pinned, source: pinned == nil ? .nothing : .pin)
  }

  /// What has to be true, of the package that exists or of the one that would.
  private func verdict(entering name: String) throws(Problem) -> Verdict? {
    if let gate { return try gate.verdict(entering: name) }
    guard let chain, let package, let digest, !package.model.isEmpty else { return nil }
    return try Release.verdict(
      on: VerdictSubject(package, digest: digest), entering: name, facts: Facts(approvals: []),
      rules: chain.rules, now: project.context.now())
  }

  private func news(
    of package: Package, since current: String?
  ) throws(Problem) -> ReviewedEnvironment.News {
    let old = try current.map { current throws(Problem) in try self.package(current) }
    let lineage = try lineage(of: package, downTo: current)
    let comparison = old.map { PackageComparison($0, package) }
    let all = package.databases.flatMap { database in
      database.migrations.map { PackageComparison.Addition(database: database.name, id: $0.id) }
    }
    let files = comparison?.files ?? package.files.map { .init(path: $0.path, state: "added") }
    func paths(_ state: String) -> [Path] { files.filter { $0.state == state }.map(\.path) }
    return ReviewedEnvironment.News(
      migrations: (comparison?.migrations ?? all).map { "\($0.database)/\($0.id)" },
      changes: Set(lineage.flatMap { $0.changes.map(\.id) }).sorted(),
      commits: Set(lineage.flatMap { $0.commits.map(\.id) }).count,
      files: .init(added: paths("added"), changed: paths("changed"), removed: paths("removed")),
      isConfigurationChanged: old.map { $0.configuration != package.configuration } ?? false)
  }

  /// The package and those between it and what an environment has, newest first.
  private func lineage(of package: Package, downTo current: String?) throws(Problem) -> [Package] {
    guard package.tag != current else { return [] }
    var result = [package]
    while let previous = result.last?.previous?.tag, previous != current, result.count < 1_000 {
      result.append(try self.package(previous))
    }
    return result
  }

  /// The stored package of a tag, else the one that the tag gives.
  func package(_ tag: String) throws(Problem) -> Package {
    if project.store.snapshot[RefName.package(tag)] != nil {
      return try StoredPackage.read(tag: tag, in: project.store).package
    }
    let tag = try existingTag(tag, in: project.repository)
    return try PackageBuilder(store: project.store).build(tag).package
  }
}
