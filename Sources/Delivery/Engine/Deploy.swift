import Release

/// Deploys, or rolls back, to the end, and answers the final record; `failure` says why when it did
/// not succeed.
///
/// `resuming` is the latest record of a deployment that was cut short, `log` what was kept with it.
/// Throws when it stops before a final state: interrupted, or the record could not be kept.
public func deploy(
  _ plan: DeploymentPlan, resuming: Deployment? = nil, log: [UInt8] = [], at site: Site
) async throws(Problem) -> Deployment {
  plan.initial
}
