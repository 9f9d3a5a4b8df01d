import Platform
import Release

extension DeploymentRun {
  /// Goes on where a deployment was cut short, forward or back.
  ///
  /// - Throws: `.tryAgain` while the process that began it lives; nothing is touched then.
  mutating func resume(_ direction: ResumeDirection) async throws(Problem) {
    var state = deployment.stateWhenResumed(direction, onFailure: environment.onFailure)
    if state.isFinal { return }
    if locks == nil { locks = try TargetLocks(environment, topFolder: context.topFolder) }
    log.note("resuming \(deployment.id), which was \(deployment.state.rawValue)")
    if case .back(let problem, _) = direction, state != deployment.state {
      log.note("going back: \(problem.message)")
      add(problem)
    }
    if state == .planned || state == .preflight { return }
    let isGoingBack = deployment.action == .deploy && (state == .reverting || state == .restoring)
    if isGoingBack, try !absentTargets.isEmpty {
      try releaseTargets()
      state = .reverted
    } else {
      try reopenTargets(goingBack: isGoingBack)
      // A record may say more than a target has, whose backup was put back since.
      if state == .validating, !isWorkDone {
        state = deployment.action == .deploy ? .applying : .reverting
      }
    }
    if state != deployment.state { try await enter(state) }
  }

  /// The targets whose database was never made: the deployment was cut short in preflight.
  private var absentTargets: [Int] {
    get throws(Problem) {
      guard deployment.state == .planned || deployment.state == .preflight else { return [] }
      var result: [Int] = []
      for (index, record) in deployment.targets.enumerated() {
        let target = environment.targets.first { $0.name == record.name }
        guard let target else { continue }
        let path = try SQLiteDatabase.path(of: target, topFolder: context.topFolder)
        if !exists(path) { result.append(index) }
      }
      return result
    }
  }

  /// Opens the targets that there are, for their locks to be given back. No target is changed
  /// before all are open.
  private mutating func releaseTargets() throws(Problem) {
    let absent = try absentTargets
    for index in deployment.targets.indices where !absent.contains(index) {
      let target = try openAndLock(index, .write)
      if try !target.database.history(of: deployment.id).isUnchanged {
        _ = try openAndLock(absent[0], .write)
      }
      targets.append(target)
    }
  }

  /// Opens what a deployment that is resumed had opened.
  private mutating func reopenTargets(goingBack: Bool) throws(Problem) {
    targets = []
    for index in deployment.targets.indices {
      targets.append(try openAndLock(index, .write))
      if !goingBack { try targets[index].packaged.checkUnedited(targets[index].ledger()) }
      try readProgress(index)
      if !goingBack, deployment.action == .deploy { deployment.targets[index].forgetReverted() }
      try loadScripts(index)
    }
    noteCommands()
  }

  /// Opens what a preflight that failed did not come to: it may have been changed before.
  mutating func reopenForWayBack() throws(DeploymentInterruption) {
    if targets.count == deployment.targets.count { return }
    try stopping { () throws(Problem) in try reopenTargets(goingBack: true) }
  }
}
