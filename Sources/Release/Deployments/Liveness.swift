extension DeploymentRecord {
  /// How long nothing need be heard of a deployment on another machine before it counts as dead.
  public static let leaseSeconds = 3600

  /// Whether a deployment's process is still at work.
  public enum Liveness: Hashable, Sendable {
    case alive
    /// Nobody can ask: it runs, or ran, elsewhere, and its lease has not ended.
    case unknown(until: Instant)
    case dead
  }

  /// - Parameters:
  ///   - session: the one that made this record.
  ///   - running: whether a process that could be looked up here runs; nil where it could not.
  public func liveness(of session: Session, isRunning running: Bool?, now: Instant) -> Liveness {
    if deployment.state.isFinal { return .dead }
    if let running { return running ? .alive : .dead }
    let end = recordedAt.adding(seconds: Self.leaseSeconds)
    return now < end ? .unknown(until: end) : .dead
  }
}
