/// What is to be done: a package, the environment that takes it, and the record to begin with.
public struct DeploymentPlan: Sendable {
  public var package: Package
  public var environment: Environment
  /// Its action, id, who and when; for a rollback also the changes to revert, as
  /// `Deployment(rollingBack:…)` fills them in. A deployment's targets are filled in by preflight.
  public var initial: Deployment

  public init(package: Package, environment: Environment, initial: Deployment) {
    self.package = package
    self.environment = environment
    self.initial = initial
  }
}
