/// What a person did to end a deployment.
public struct Intervention: Hashable, Sendable, Codable {
  public var by: String
  public var at: Instant
  public var reason: String

  public init(by: String, at: Instant, reason: String) {
    self.by = by
    self.at = at
    self.reason = reason
  }
}

extension Deployment {
  /// Ends a deployment that cannot go on, such as one whose target is out of reach for good. What
  /// it changed is not known, so that it needs repair.
  ///
  /// - Throws: `.refused` when it is over.
  public func abandoned(_ intervention: Intervention) throws(Problem) -> Deployment {
    if state.isFinal {
      throw Problem(.refused, "deployment \(quoted(id)) is over: it is \(state.rawValue)")
    }
    var result = self
    let message = "abandoned while \(state.rawValue): \(escaped(intervention.reason))"
    result.problem = problem.map { "\($0); then: \(message)" } ?? message
    result.exitStatus = exitStatus ?? Problem.Kind.refused.rawValue
    result.state = .needsRepair
    result.finishedAt = intervention.at
    result.intervention = intervention
    return result
  }

  /// Ends a deployment that needs repair, on the word of a person: what was changed stays as it
  /// is, and the record says it.
  ///
  /// - Parameter self: completed from the targets' own tables.
  /// - Throws: `.refused` when it does not need repair.
  public func repaired(_ intervention: Intervention) throws(Problem) -> Deployment {
    guard state == .needsRepair else {
      throw Problem(
        .refused, "deployment \(quoted(id)) is \(state.rawValue) and does not need repair")
    }
    var result = self
    for index in targets.indices { result.targets[index].state = .repaired }
    result.state = .repaired
    result.finishedAt = intervention.at
    result.intervention = intervention
    return result
  }
}
