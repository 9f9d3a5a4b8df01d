import Release
import Testing

/// The transitions alone, without any effect.
struct TransitionTests {
  private let policy = PolicyReference(version: 1, digest: fakeDigest([]))

  private func deployment(_ action: Deployment.Action, _ state: Deployment.State) -> Deployment {
    Deployment(
      id: "d", action: action, environment: "e", package: "p", tag: "v1", digest: fakeDigest([]),
      environmentDigest: fakeDigest([]), policy: policy, state: state, by: "ada",
      startedAt: Instant(seconds: 0), targets: [])
  }

  private func path(_ action: Deployment.Action) -> [Deployment.State] {
    var states = [Deployment.State.planned]
    while let last = states.last, !last.isFinal, states.count < 20 {
      states.append(deployment(action, last).next(after: .done, onFailure: .stop))
    }
    return states
  }

  @Test func aDeploymentWithoutTroubleSucceeds() {
    #expect(
      path(.deploy) == [.planned, .preflight, .backup, .applying, .validating, .succeeded])
  }

  @Test func aRollbackWithoutTroubleSucceeds() {
    #expect(
      path(.rollback) == [.planned, .preflight, .backup, .reverting, .validating, .succeeded])
  }

  @Test(arguments: [
    (Environment.OnFailure.stop, Deployment.State.needsRepair), (.revert, .reverting),
    (.restore, .restoring),
  ])
  func aFailedChangeGoesBackAsTheEnvironmentSays(
    _ onFailure: Environment.OnFailure, _ expected: Deployment.State
  ) {
    for state in [Deployment.State.applying, .validating] {
      let deployment = deployment(.deploy, state)
      #expect(deployment.next(after: .failed(changed: true), onFailure: onFailure) == expected)
      #expect(deployment.next(after: .failed(changed: false), onFailure: onFailure) == .failed)
    }
  }

  /// What was cut short comes this way again, and may have changed something the first time.
  @Test(arguments: [Deployment.State.planned, .preflight, .backup])
  func whatFailsBeforeItsWorkGoesBackWhereSomethingIsChanged(_ state: Deployment.State) {
    for action in [Deployment.Action.deploy, .rollback] {
      let deployment = deployment(action, state)
      let restored = deployment.next(after: .failed(changed: true), onFailure: .restore)
      #expect(restored == .restoring)
      #expect(deployment.next(after: .failed(changed: false), onFailure: .restore) == .failed)
    }
  }

  @Test(arguments: Environment.OnFailure.allCases)
  func theWayBackHasNoSecondWay(_ onFailure: Environment.OnFailure) {
    for state in [Deployment.State.reverting, .restoring] {
      let next = deployment(.deploy, state).next(
        after: .failed(changed: true), onFailure: onFailure)
      #expect(next == .needsRepair)
    }
  }

  @Test(arguments: [
    (Environment.OnFailure.stop, Deployment.State.needsRepair), (.revert, .needsRepair),
    (.restore, .restoring),
  ])
  func aRollbackIsUndoneByItsBackupAlone(
    _ onFailure: Environment.OnFailure, _ expected: Deployment.State
  ) {
    let rollback = deployment(.rollback, .reverting)
    #expect(rollback.next(after: .failed(changed: true), onFailure: onFailure) == expected)
  }

  @Test(arguments: Deployment.State.allCases.filter(\.isFinal))
  func nothingFollowsAFinalState(_ state: Deployment.State) {
    for outcome in [Deployment.Outcome.done, .failed(changed: true)] {
      #expect(deployment(.deploy, state).next(after: outcome, onFailure: .revert) == state)
    }
  }
}
