import Git
import Release

/// Environments and releases, what waits and how old it is, what blocks the next step, and the
/// command to type next. Works in any repository.
public func showStatus(_ around: Surroundings) throws(Problem) -> StatusResult {
  let project = try Project.open(around)
  var result = StatusResult(environments: [], waiting: try waiting(project))
  guard try project.repository.reference(RefName.policy) != nil else {
    result.nextCommand =
      result.waiting.isSomething && project.isConfigured ? "relman tag" : "relman init"
    return result
  }
  let chain = try PolicyChain.read(project)
  result.policy = .init(
    version: chain.rules.version, digest: chain.rules.digest,
    proposed: try chain.proposedFiles(project),
    isSigning: try chain.pending?.snapshot.files == PolicySnapshot(proposedIn: project).files)
  let packages = try newestPackages(project)
  for name in environmentOrder(chain.rules) {
    result.environments.append(try status(of: name, chain, packages, project))
  }
  result.nextCommand = next(result, newest: packages.first)
  return result
}

private func waiting(_ project: Project) throws(Problem) -> StatusResult.Waiting {
  if project.repository.isShallow {
    project.around.say("warning: this clone is shallow, so what waits is not known")
    project.around.say("hint: git fetch --unshallow --tags")
    return .init()
  }
  guard let head = try project.repository.head().commit else {
    return .init(commits: 0, changes: 0)
  }
  let history = try ReleaseHistory(repository: project.repository, line: project.line)
  let region = try history.unreleased(at: head)
  let waiting = zip(region.commits, region.madeAt).filter { $0.0.asks > .none }
  let age = waiting.map(\.1).min().map { max(0, project.around.now().seconds - $0) / 86_400 }
  return .init(
    commits: waiting.count, changes: Set(waiting.compactMap(\.0.change)).count,
    oldestDays: age, next: try next(in: history, unreleased: region, project))
}

/// The version that comes next; nil where none is free too.
private func next(
  in history: ReleaseHistory, unreleased: Region, _ project: Project
) throws(Problem) -> String? {
  do throws(Problem) {
    return try project.proposal(in: history, unreleased: unreleased).next?.description
  } catch {
    guard error.kind == .refused else { throw error }
    return nil
  }
}

/// The stored packages' tags, highest version first.
private func newestPackages(_ project: Project) throws(Problem) -> [String] {
  try StoredPackage.all(in: project.repository)
    .compactMap { package in
      project.line.version(ofTag: package.tag).map { (package.tag, $0) }
    }
    .sorted { $0.1 > $1.1 }.map(\.0)
}

/// Those that others come after first.
func environmentOrder(_ rules: Rules) -> [String] {
  var ordered: [String] = []
  var rest = rules.environments.keys.sorted()
  while !rest.isEmpty {
    let ready = rest.filter { name in
      rules.environments[name]?.environment.after.map { !rest.contains($0.environment) } ?? true
    }
    let next = ready.isEmpty ? rest : ready
    ordered += next
    rest.removeAll(where: next.contains)
  }
  return ordered
}

private func status(
  of name: String, _ chain: PolicyChain, _ packages: [String], _ project: Project
) throws(Problem) -> StatusResult.EnvironmentStatus {
  let ledger = Ledger(repository: project.repository, environment: name)
  let latest = try ledger.latest()?.deployment
  let running = try ledger.running()
  let pinned = try pin(of: name, project)
  let blockedBy = try blocking(name, newest: packages.first, running: running, project)
  return .init(
    name: name, pinned: pinned, release: running?.tag, digest: running?.digest,
    state: state(latest, running: running, pinned: pinned),
    deployedAt: running == nil ? nil : latest?.finishedAt,
    behind: running.map { running in packages.prefix { $0 != running.tag }.count }
      ?? packages.count,
    blockedBy: blockedBy)
}

func pin(of name: String, _ project: Project) throws(Problem) -> String? {
  do throws(Problem) {
    return try project.committedManifest(of: name).release
  } catch {
    guard error.kind == .notFound else { throw error }
    return nil
  }
}

private func state(
  _ latest: Deployment?, running: Package.Previous?, pinned: String?
) -> String {
  if let latest, !latest.state.isFinal {
    return "\(latest.action.rawValue) \(latest.state.rawValue)"
  }
  if let latest, latest.state != .succeeded { return latest.state.rawValue }
  guard let running else { return pinned == nil ? "never deployed" : "promoted" }
  if let latest, latest.action == .rollback { return "rolled back" }
  return running.tag == pinned ? "current" : "promoted"
}

/// Rules that keep the newest package out of an environment that does not run it.
private func blocking(
  _ name: String, newest: String?, running: Package.Previous?, _ project: Project
) throws(Problem) -> [String] {
  guard let newest, running?.tag != newest else { return [] }
  let verdict = try Gate(newest, project).verdict(entering: name)
  return verdict.requirements.filter { $0.state != .met }.map(\.rule)
}

private func next(_ status: StatusResult, newest: String?) -> String? {
  if status.policy?.isSigning == true { return "relman policy sign" }
  if status.policy?.proposed.isEmpty == false { return "relman policy publish" }
  for environment in status.environments {
    if environment.state.hasPrefix("deploy ") {
      return "relman deploy \(environment.name) --resume"
    }
    if environment.state.hasPrefix("rollback ") {
      return "relman rollback \(environment.name) --resume"
    }
    guard let newest, environment.release != newest else { continue }
    if environment.state == "needs-repair" { return "relman log \(environment.name)" }
    if environment.blockedBy.contains(where: { $0.hasPrefix("approval:") }) {
      return "relman approve \(newest) \(environment.name)"
    }
    guard environment.blockedBy.isEmpty else {
      return "relman verify \(newest) \(environment.name)"
    }
    return environment.pinned == newest
      ? "relman deploy \(environment.name)" : "relman promote \(newest) \(environment.name)"
  }
  return status.waiting.isSomething ? "relman prepare" : nil
}
