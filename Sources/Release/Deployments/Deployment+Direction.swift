extension Deployment.State {
  /// Whether it leads to what a deployment set out to do, which needs a verdict; what leads back
  /// needs none.
  public var goesForward: Bool {
    switch self {
    case .planned, .preflight, .backup, .applying, .validating, .succeeded: true
    case .reverting, .restoring, .reverted, .needsRepair, .repaired, .failed: false
    }
  }
}
