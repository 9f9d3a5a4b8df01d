extension Rules {
  /// - Throws: `.notPermitted` with the roles that may, where this person may not deploy to the
  ///   environment and roll back there.
  public func requireDeployer(
    _ person: String, in environment: Environment
  ) throws(Problem) {
    guard !policy.mayDeploy(person, roles: nil) else { return }
    throw Problem(
      .notPermitted,
      "\(person) has no role that may deploy to \(environment.name)", hint: "relman policy show")
  }
}
