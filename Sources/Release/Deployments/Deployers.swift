extension Rules {
  /// - Throws: `.notPermitted` with the roles that may, where this person may not deploy to the
  ///   environment and roll back there.
  public func requireDeployer(
    _ person: String, in environment: Environment
  ) throws(Problem) {
    guard !policy.mayDeploy(person, roles: environment.deployers) else { return }
    throw Problem(
      .notPermitted,
      "\(person) has no role that may deploy to \(environment.name): "
        + (environment.deployers?.joined(separator: ", ") ?? "any role would do"),
      hint: "relman policy show")
  }
}

extension Environment {
  /// - Throws: `.refused` where somebody asks to do without the remote, and the rules do not let
  ///   them.
  public func requireOffline(_ isAsked: Bool) throws(Problem) {
    guard isAsked, offline != .allowed else { return }
    throw Problem(
      .refused, "\(name) is not deployed to offline: its rules do not say `offline: allowed`",
      hint: "relman policy show")
  }
}
