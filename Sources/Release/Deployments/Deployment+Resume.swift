/// Which way a deployment that was cut short goes on.
public enum ResumeDirection: Hashable, Sendable {
  /// Towards what it set out to do; only for who was allowed to, by a verdict made now.
  case forward
  /// Undoes what it did, which is always allowed. A rollback goes back by itself: it goes on.
  ///
  /// - `because`: what the record says, and the exit status; such as the verdict's refusal.
  /// - `by`: how; nil for what the environment's `onFailure` says.
  case back(because: Problem, by: WayBack? = nil)
}

/// How a deployment is undone.
public enum WayBack: Hashable, Sendable {
  /// By the revert scripts of what it applied.
  case revert
  /// By the backup.
  case restore
}

extension Deployment {
  /// The state in which it goes on; the state itself where it is over. One that needs repair goes
  /// back alone: it tries again what failed.
  public func stateWhenResumed(
    _ direction: ResumeDirection, onFailure: Environment.OnFailure
  ) -> State {
    guard case .back(_, let way) = direction, !state.isFinal || state == .needsRepair else {
      return state
    }
    switch (action, state) {
    case (.rollback, .needsRepair): return .reverting
    case (.rollback, _): return state
    case (.deploy, .reverting) where way == nil, (.deploy, .restoring) where way == nil:
      return state
    case (.deploy, _):
      let way = way ?? (onFailure == .restore ? .restore : .revert)
      return way == .restore ? .restoring : .reverting
    }
  }
}

extension Deployment {
  /// Whether there is something left of it to be done, or undone.
  public var canBeResumed: Bool { !state.isFinal || state == .needsRepair }
}
