extension Deployment {
  /// As it ends when a person gives it up: `failed` where it had changed nothing, else a person must
  /// look at the targets.
  public func abandoned(
    by person: String, reason: String, policy: PolicyReference, environmentDigest: Digest,
    at time: Instant
  ) -> Deployment {
    var result = self
    result.by = person
    result.policy = policy
    result.environmentDigest = environmentDigest
    result.finishedAt = time
    let note = "abandoned by \(person) while \(state.rawValue): \(reason)"
    result.problem = problem.map { "\($0); then: \(note)" } ?? note
    result.exitStatus = exitStatus ?? Problem.Kind.refused.rawValue
    result.state = mayHaveChangedTargets ? .needsRepair : .failed
    return result
  }

  private var mayHaveChangedTargets: Bool {
    switch state {
    case .planned, .preflight, .backup: false
    default: true
    }
  }
}
