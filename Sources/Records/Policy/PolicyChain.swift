import Formats
import Git
import Release

/// The policy ref, read from its first version to its newest. Version N+1 is in force once version
/// N's owners have signed it, at N's threshold; version 1 signs itself and is pinned outside the
/// repository.
public struct PolicyChain {
  /// Where the ref stood when it was read.
  public let tip: ObjectID
  /// The version that signs itself, by which machines know the repository.
  public let first: PolicyEntry
  /// Oldest first.
  public let entries: [PolicyEntry]
  /// Those of them that are or were in force, oldest first.
  public let signed: [PolicyEntry]
  public let inForce: PolicyEntry
  public let rules: Rules
  public let signers: [AllowedSigner]
  /// Commits that are no version of this chain: without the owners' signatures they carry nothing.
  public let ignored: [PolicyHistory.Ignored]
  /// The newest version, when too few owners have signed it.
  public let pending: PolicyEntry?

  /// - Parameter hint: the command to type where there is no policy.
  /// - Throws: `.notFound` when there is no policy, `.badData` when its first version is not
  ///   signed, or it is not the one that this machine trusts, or less than it has seen.
  public static func read(
    _ store: RecordStore, hint: String = "relman init"
  ) throws(Problem) -> PolicyChain {
    let chain = try readUntrusted(store, hint: hint)
    try TrustStore(store).require(chain)
    return chain
  }

  /// As `read`, without a look at what this machine trusts: to show what it could trust.
  public static func readUntrusted(
    _ store: RecordStore, hint: String = "relman init"
  ) throws(Problem) -> PolicyChain {
    let repository = store.repository
    guard let tip = try repository.reference(RefName.policy) else {
      throw Problem(.notFound, "this repository has no release policy", hint: hint)
    }
    let commits = try repository.commits(from: [tip], hiding: [])
    return try PolicyChain(tip, commits.reversed(), store)
  }

  private init(_ tip: ObjectID, _ commits: [Commit], _ store: RecordStore) throws(Problem) {
    let history = try PolicyHistory(commits, in: store.repository)
    guard let current = history.inForce, let first = history.signed.first else {
      let broken = history.entries.isEmpty ? history.ignored.first : nil
      throw Problem(
        .badData,
        "the first version of the policy "
          + (broken.map { "does not count: \($0.why)" } ?? "is not signed by its owners"),
        hint: "git fsck")
    }
    self.tip = tip
    self.first = first
    entries = history.entries
    signed = history.signed
    ignored = history.ignored
    inForce = current
    rules = try current.snapshot.rules(version: current.version.version, digest: current.digest)
    signers = try current.snapshot.signers()
    pending = history.pending
  }
}

extension PolicyChain {
  /// The signer of this command: the person to whom the policy in force gives the key.
  ///
  /// - Throws: `.notPermitted` when it gives it to nobody.
  public func person(with key: SigningKey) throws(Problem) -> String {
    if let signer = signers.first(where: { $0.key == key.publicKey }) { return signer.person }
    throw Problem(
      .notPermitted, "the policy in force does not know the key \(quoted(key.path))",
      hint: "relman policy show")
  }

  /// The rules of one environment.
  ///
  /// - Throws: `.notFound`, with the nearest name.
  public func environment(_ name: String) throws(Problem) -> Rules.EnvironmentRules {
    if let rules = rules.environments[name] { return rules }
    throw Problem(
      .notFound,
      "the policy in force knows no environment \(quoted(name))"
        + suggestion(for: name, among: rules.environments.keys), hint: "relman policy publish")
  }
}
