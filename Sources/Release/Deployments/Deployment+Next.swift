/// The transitions of a deployment, apart from all effects.
extension Deployment {
  /// What the work of a state came to.
  public enum Outcome: Hashable, Sendable {
    case done
    /// `changed`: whether anything is not as it was before the deployment.
    case failed(changed: Bool)
  }

  /// The state that follows; the state itself when it is final.
  ///
  ///     planned → preflight → backup → applying → validating → succeeded        (deploy)
  ///     planned → preflight → backup → reverting → validating → succeeded       (rollback)
  ///     failed while changing → reverting | restoring → reverted | needs-repair
  public func next(after outcome: Outcome, onFailure: Environment.OnFailure) -> State {
    switch outcome {
    case _ where state.isFinal: state
    case .done: nextWhenDone
    case .failed(let changed): nextWhenFailed(changed: changed, onFailure)
    }
  }

  private var nextWhenDone: State {
    switch state {
    case .planned: .preflight
    case .preflight: .backup
    case .backup: action == .deploy ? .applying : .reverting
    case .applying: .validating
    case .validating: .succeeded
    case .reverting: action == .deploy ? .reverted : .validating
    case .restoring: .reverted
    case .succeeded, .reverted, .needsRepair, .repaired, .failed: state
    }
  }

  private func nextWhenFailed(changed: Bool, _ onFailure: Environment.OnFailure) -> State {
    switch state {
    // What was cut short may have changed something, and come this way again.
    case .planned where !changed, .preflight where !changed, .backup where !changed: .failed
    case .restoring: .needsRepair
    case .reverting where action == .deploy: .needsRepair
    case _ where !changed: .failed
    case _ where onFailure == .restore: .restoring
    case _ where onFailure == .revert && action == .deploy: .reverting
    default: .needsRepair
    }
  }
}
