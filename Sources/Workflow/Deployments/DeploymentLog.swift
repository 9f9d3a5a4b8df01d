import Records
import Git
import Release

/// What `relman log` answers: an environment's deployments, newest first.
public struct DeploymentListing: Encodable, Sendable {
  public var deployments: [Item]

  public struct Item: Encodable, Sendable {
    public var deployment: Deployment
    public var commit: ObjectID
    /// What it printed; nil unless asked for.
    public var output: String?

    enum OutputKey: String, CodingKey { case commit, output }

    /// The record's own keys, with the commit and the output beside them.
    public func encode(to encoder: any Encoder) throws {
      try deployment.encode(to: encoder)
      var container = encoder.container(keyedBy: OutputKey.self)
      try container.encode(commit, forKey: .commit)
      try container.encodeIfPresent(output, forKey: .output)
    }
  }
}

/// - Parameter id: the first digits of one deployment's id, to show that one alone, with its
///   output.
/// - Throws: `.notFound` when the environment, or the deployment, is unknown.
public func deploymentLog(
  of environment: String, id: String? = nil, limit: Int = .max, withOutput: Bool = false,
  _ context: CommandContext
) throws(Problem) -> DeploymentListing {
  let project = try Project.open(context)
  let ledger = Ledger(project.store, environment: environment)
  if try ledger.latest() == nil { _ = try project.manifest(of: environment) }
  var items: [DeploymentListing.Item] = []
  try ledger.deployments { entry throws(Problem) in
    guard entry.deployment.id.hasPrefix(id ?? "") else { return true }
    let output =
      withOutput || id != nil
      ? String(decoding: try ledger.log(of: entry.commit.id), as: UTF8.self) : nil
    items.append(.init(deployment: entry.deployment, commit: entry.commit.id, output: output))
    return items.count < limit
  }
  if let id, items.isEmpty {
    throw Problem(
      .notFound, "\(environment) has no deployment \(quoted(id))",
      hint: "relman log \(environment)")
  }
  return DeploymentListing(deployments: items)
}
