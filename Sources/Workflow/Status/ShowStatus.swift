import Records
import Git
import Release

/// Environments and releases, what waits and how old it is, what blocks the next step, and the
/// command to type next. Works in any repository.
public func showStatus(
  _ context: CommandContext, package: String? = nil
) throws(Problem) -> StatusResult {
  let project = try Project.open(context, package: package)
  var result = StatusResult(environments: [], waiting: .init())
  try result.add(waitingIn: project)
  guard project.store.snapshot[RefName.policy] != nil else {
    result.nextCommand =
      project.isConfigured ? result.commandForWaiting("relman tag") ?? "relman init" : "relman init"
    return result
  }
  let chain = try project.policy()
  result.policy = .init(
    version: chain.rules.version, digest: chain.rules.digest,
    proposed: try chain.proposedFiles(project),
    isSigning: try chain.isProposed(PolicySnapshot(proposedIn: project)))
  var warnings = BoundedMessages()
  for ref in [RefName.approvals, RefName.evidence, RefName.corrections] {
    warnings.add(try CountedNotes(ref, in: project.store).standingWarnings())
  }
  result.warnings = warnings.lines
  let stored = StoredPackage.all(in: project.store)
  for name in environmentOrder(chain.rules) {
    guard let about = try project.resident(of: name, chain) else { continue }
    result.environments.append(try status(of: name, about.newest(among: stored), chain, about))
  }
  result.nextCommand = next(result)
  return result
}

extension StatusResult {
  /// A command about the first package that has something to release; nil where none has.
  fileprivate func commandForWaiting(_ command: ShellCommand) -> ShellCommand? {
    guard let first = packages.first(where: \.waiting.isSomething) else { return nil }
    return packages.count == 1 ? command : "\(command) --package \(first.name)"
  }

  fileprivate mutating func add(waitingIn project: Project) throws(Problem) {
    guard !project.repository.isShallow else {
      project.context.say("warning: this clone is shallow, so what waits is not known")
      project.context.say("hint: git fetch --unshallow --tags")
      return
    }
    let changes = try WaitingChanges(project)
    waiting = changes.total
    packages = changes.packages
    unclaimed = changes.unclaimed
  }
}

extension Project {
  /// This project about the package that an environment is for, or has; nil where another package
  /// was asked for. About none where the environment may have any.
  fileprivate func resident(of environment: String, _ chain: PolicyChain) throws(Problem)
    -> Project?
  {
    let ledger = Ledger(
      store, environment: environment, verifier: verifier(chain))
    var name = chain.rules.environments[environment]?.environment.package
    if name == nil { name = try ledger.latest()?.deployment.package }
    let line = lines.first { $0.name == name }
    if let chosen { return line == nil || line == chosen ? self : nil }
    return line.map(about) ?? self
  }

  /// The tags of its stored packages, highest version first; none where it is about no package.
  fileprivate func newest(among stored: [(tag: String, commit: ObjectID)]) -> [String] {
    guard let line = chosen ?? (lines.count == 1 ? lines[0] : nil) else { return [] }
    return stored.compactMap { package in
      line.version(ofTag: package.tag).map { (package.tag, $0) }
    }.sorted { $0.1 > $1.1 }.map(\.0)
  }
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
  of name: String, _ packages: [String], _ chain: PolicyChain, _ project: Project
) throws(Problem) -> StatusResult.EnvironmentStatus {
  let ledger = Ledger(project.store, environment: name, verifier: project.verifier(chain))
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
    blockedBy: blockedBy, newest: packages.first)
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
  return verdict.requirements.filter { $0.state != .met }.map(\.rule.description)
}

private func next(_ status: StatusResult) -> ShellCommand? {
  if status.policy?.isSigning == true { return "relman policy sign" }
  if status.policy?.proposed.isEmpty == false { return "relman policy publish" }
  for environment in status.environments {
    if environment.state.hasPrefix("deploy ") {
      return "relman deploy \(environment.name) --resume"
    }
    if environment.state.hasPrefix("rollback ") {
      return "relman rollback \(environment.name) --resume"
    }
    guard let newest = environment.newest, environment.release != newest else { continue }
    if environment.state == "needs-repair" {
      return "relman deploy \(environment.name) --resume"
    }
    if environment.blockedBy.contains(where: { $0.hasPrefix("approval:") }) {
      return "relman approve \(newest) \(environment.name)"
    }
    guard environment.blockedBy.isEmpty else {
      return "relman verify \(newest) \(environment.name)"
    }
    return environment.pinned == newest
      ? "relman deploy \(environment.name)" : "relman promote \(newest) \(environment.name)"
  }
  return status.commandForWaiting("relman prepare")
}
