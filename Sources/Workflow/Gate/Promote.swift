import Records
import Formats
import Git
import Release

/// What `relman promote` answers.
public struct PromotionResult: Encodable, Sendable {
  public var verification: VerifyResult
  public var environment: String
  public var from: String?
  public var to: String
  public var manifest: String
  /// The commit that moved the pin; nil when nothing was changed.
  public var commit: ObjectID?
}

/// Moves an environment's pin to a release: one line of its manifest, committed. Before that it
/// fetches what others approved, vetoed and deployed. Refused, it changes nothing.
///
/// - Parameter isOffline: do without the remote, where the environment allows it.
/// - Throws: `.unreachable` where the remote does not answer; `.configuration` when the manifest
///   has other changes that are not committed.
public func promote(
  _ tag: String, to environment: String, _ context: CommandContext, dryRun: Bool = false,
  isOffline: Bool = false
) async throws(Problem) -> PromotionResult {
  let project = try await FreshRecords(context, isOffline: dryRun || isOffline).project
  let path = Project.manifestPath(environment)
  let manifest = try project.manifest(of: environment)
  let rules = try project.rules(of: environment, project.policy())
  try rules.environment.requireOffline(isOffline)
  let gate = try Gate(tag, project)
  let verdict = try gate.fullVerdict(entering: environment)
  var result = PromotionResult(
    verification: try VerifyResult(verdict, gate, environment: environment),
    environment: environment, from: manifest.release, to: tag, manifest: path)
  guard verdict.isAllowed, manifest.release != tag, !dryRun else { return result }
  guard try project.repository.modifiedPaths(under: [path]).isEmpty else {
    throw Problem(
      .configuration, "\(path) has changes that are not committed", hint: "git diff \(path)")
  }
  guard let text = try project.relmanFile("environments/\(environment).yaml") else {
    throw Problem(.notFound, "there is no \(path)")
  }
  let pinned = try Manifest.replacingPin(in: text, with: tag, file: SourceFile(path))
  result.commit = try project.repository.commitFiles(
    [(path: path, bytes: pinned)],
    message: "release(\(environment)): \(tag)\n\nPackage: \(gate.stored.digest)\n"
      + project.store.headsTrailer() + "\n",
    author: project.store.committer())
  return result
}
