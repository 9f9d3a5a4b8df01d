import Records
import Git
import Release

/// Reads the status of one environment after the other; what they have in common is read once, so
/// that the cost grows with their number alone.
struct EnvironmentStatusReader {
  private let project: Project
  private let records: GateRecords
  /// All stored packages.
  private let stored: [(tag: String, commit: ObjectID)]
  /// By the name of a package.
  private var tags: [String: [String]] = [:]
  private var gates: [String: Gate] = [:]

  init(_ project: Project, _ chain: PolicyChain) throws(Problem) {
    self.project = project
    records = GateRecords(project, chain)
    stored = StoredPackage.all(in: project.store)
  }

  /// Nil where another package than the environment's was asked for.
  mutating func status(
    of name: String
  ) throws(Problem) -> StatusResult.EnvironmentStatus? {
    let ledger = Ledger(project.store, environment: name, verifier: records.verifier)
    let latest = try ledger.latest()?.deployment
    guard let about = resident(of: name, latest) else { return nil }
    let packages = newest(of: about)
    let running = try ledger.running()
    let pinned = try pin(of: name, project)
    return .init(
      name: name, pinned: pinned, release: running?.tag, digest: running?.digest,
      state: EnvironmentState(latest, running: running, pinned: pinned),
      deployedAt: running == nil ? nil : latest?.finishedAt,
      behind: running.map { running in packages.prefix { $0 != running.tag }.count }
        ?? packages.count,
      blockedBy: try blocking(name, newest: packages.first, running: running),
      newest: packages.first)
  }

  /// The project about the package that an environment is for, or has; nil where another package
  /// was asked for. About none where the environment may have any.
  private func resident(of environment: String, _ latest: Deployment?) -> Project? {
    let rules = records.chain.rules.environments[environment]
    let name = rules?.environment.package ?? latest?.package
    let line = project.lines.first { $0.name == name }
    if let chosen = project.chosen { return line == nil || line == chosen ? project : nil }
    return line.map(project.about) ?? project
  }

  /// The tags of its stored packages, highest version first; none where it is about no package.
  private mutating func newest(of project: Project) -> [String] {
    guard let line = project.chosen ?? (project.lines.count == 1 ? project.lines[0] : nil) else {
      return []
    }
    if let known = tags[line.name] { return known }
    let found = stored.compactMap { package in
      line.version(ofTag: package.tag).map { (package.tag, $0) }
    }.sorted { $0.1 > $1.1 }.map(\.0)
    tags[line.name] = found
    return found
  }

  /// Rules that keep the newest package out of an environment that does not run it.
  private mutating func blocking(
    _ name: String, newest: String?, running: Package.Previous?
  ) throws(Problem) -> [VerdictRule] {
    guard let newest, running?.tag != newest else { return [] }
    return try gate(newest).verdict(entering: name).requirements.filter { $0.state != .met }
      .map(\.rule)
  }
}

extension EnvironmentStatusReader {
  private mutating func gate(_ tag: String) throws(Problem) -> Gate {
    if let known = gates[tag] { return known }
    var gate = try Gate(tag, project, by: records)
    gate.isSummary = true
    gates[tag] = gate
    return gate
  }
}
