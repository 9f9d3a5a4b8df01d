import Git
import Records
import Release

/// What `relman log` answers: an environment's deployments, newest first.
public struct DeploymentListing: Encodable, Sendable {
  public var deployments: [Item]
  /// Commits of the ledger that are no records; at most a hundred of them.
  public var unverified: [UnverifiedRecord]

  public struct Item: Encodable, Sendable {
    public var deployment: Deployment
    public var commit: ObjectID
    /// The statements that allowed it, by their ids.
    public var allowedBy: [Digest]
    /// What it printed; nil unless asked for.
    public var output: String?

    private enum OwnKey: String, CodingKey { case commit, verified, allowedBy, output }

    /// The record's own keys, with what surrounds it. Only what verifies is a record.
    public func encode(to encoder: any Encoder) throws {
      try deployment.encode(to: encoder)
      var container = encoder.container(keyedBy: OwnKey.self)
      try container.encode(commit, forKey: .commit)
      try container.encode(true, forKey: .verified)
      try container.encode(allowedBy, forKey: .allowedBy)
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
  let ledger = Ledger(
    project.store, environment: environment, verifier: project.verifier(try project.policyIfAny()))
  if ledger.tip == nil { _ = try project.manifest(of: environment) }
  var listing = DeploymentListing(deployments: [], unverified: [])
  try ledger.deployments(skipped: { listing.add($0) }) { entry throws(Problem) in
    guard entry.deployment.id.hasPrefix(id ?? "") else { return true }
    let output =
      withOutput || id != nil
      ? String(decoding: try ledger.log(of: entry.commit.id), as: UTF8.self) : nil
    listing.deployments.append(
      .init(
        deployment: entry.deployment, commit: entry.commit.id,
        allowedBy: entry.session.allowedBy, output: output))
    return listing.deployments.count < limit
  }
  if let id, listing.deployments.isEmpty {
    throw Problem(
      .notFound, "\(environment) has no deployment \(quoted(id))",
      hint: "relman log \(environment)")
  }
  return listing
}

extension DeploymentListing {
  fileprivate mutating func add(_ record: UnverifiedRecord) {
    if unverified.count < 100 { unverified.append(record) }
  }
}
