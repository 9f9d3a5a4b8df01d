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
  result.warnings = try warnings(project)
  var reader = try EnvironmentStatusReader(project, chain)
  for name in environmentOrder(chain.rules) {
    if let status = try reader.status(of: name) { result.environments.append(status) }
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

private func warnings(_ project: Project) throws(Problem) -> [String] {
  var warnings = BoundedMessages()
  for ref in [RefName.approvals, RefName.evidence, RefName.corrections] {
    warnings.add(try project.store.notes(ref).standingWarnings())
  }
  return warnings.lines
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

func pin(of name: String, _ project: Project) throws(Problem) -> String? {
  do throws(Problem) {
    return try project.committedManifest(of: name).release
  } catch {
    guard error.kind == .notFound else { throw error }
    return nil
  }
}

private func next(_ status: StatusResult) -> ShellCommand? {
  if status.policy?.isSigning == true { return "relman policy sign" }
  if status.policy?.proposed.isEmpty == false { return "relman policy publish" }
  for environment in status.environments {
    if let action = environment.state.unfinished {
      return "relman \(action.rawValue) \(environment.name) --resume"
    }
    guard let newest = environment.newest, environment.release != newest else { continue }
    if environment.blockedBy.contains(where: \.isApproval) {
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
