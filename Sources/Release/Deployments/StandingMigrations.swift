/// By target, the migrations that the records say it has, in the order in which they were applied:
/// what `DeploymentPlan.recorded` asks for.
///
/// - Parameter deployments: the last record of each, oldest first; of those that count.
public func standingMigrations(_ deployments: [Deployment]) -> [String: [String]] {
  var result: [String: [String]] = [:]
  for deployment in deployments where deployment.state.isFinal {
    for target in deployment.targets {
      switch deployment.action {
      case .deploy: result[target.name, default: []] += target.standing
      case .rollback where target.state != .restored:
        result[target.name]?.removeAll(where: Set(target.reverted).contains)
      case .rollback: break
      }
    }
  }
  return result
}
