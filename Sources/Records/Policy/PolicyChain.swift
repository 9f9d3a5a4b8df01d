import Formats
import Git
import Release
import Trust

/// The policy ref, read from its first version to its newest. Version N+1 is in force once version
/// N's owners have signed it, at N's threshold; version 1 signs itself and is pinned outside the
/// repository.
public struct PolicyChain {
  /// Where the ref stood when it was read.
  public let tip: ObjectID
  /// The version that signs itself, by which machines know the repository.
  public let first: PolicyEntry
  /// Those that are or were in force, oldest first.
  public let signed: [PolicyEntry]
  public let inForce: PolicyEntry
  public let rules: Rules
  public let signers: [AllowedSigner]
  /// Commits that carry nothing: strangers' versions, junk and merges.
  public let ignored: [PolicyHistory.Ignored]
  /// Versions that could come next and wait for more owners to sign; the one signed last is last.
  public let proposals: [PolicyEntry]

  /// - Throws: `.notFound` when there is no policy, `.badData` when its first version is not
  ///   signed, or it is not the one that this machine trusts, or less than it has seen.
  public static func read(
    _ store: RecordStore, hint: ShellCommand = "relman init"
  ) throws(Problem) -> PolicyChain {
    let chain = try readUntrusted(store, hint: hint)
    try TrustStore(store).require(chain)
    return chain
  }

  /// As `read`, without a look at what this machine trusts: to show what it could trust.
  public static func readUntrusted(
    _ store: RecordStore, hint: ShellCommand = "relman init"
  ) throws(Problem) -> PolicyChain {
    guard let tip = store.snapshot[RefName.policy] else {
      throw Problem(.notFound, "this repository has no release policy", hint: hint)
    }
    return try PolicyChain(at: tip, store)
  }

  /// The chain that ends in a commit, wherever it came from; not yet trusted.
  public init(at tip: ObjectID, _ store: RecordStore) throws(Problem) {
    let history = try PolicyHistory(of: tip, in: store.repository)
    guard let current = history.inForce, let first = history.signed.first else {
      let why = history.ignored.first.map { "does not count: \($0.why)" }
      throw Problem(
        .badData, "the first version of the policy \(why ?? "is not signed by its owners")",
        hint: "git log \(RefName.policy)")
    }
    try self.init(
      tip: tip, first: first, signed: history.signed, inForce: current, ignored: history.ignored,
      proposals: history.proposals)
  }

  private init(
    tip: ObjectID, first: PolicyEntry, signed: [PolicyEntry], inForce: PolicyEntry,
    ignored: [PolicyHistory.Ignored] = [], proposals: [PolicyEntry] = []
  ) throws(Problem) {
    self.tip = tip
    self.first = first
    self.signed = signed
    self.ignored = ignored
    self.inForce = inForce
    rules = try inForce.snapshot.rules(
      version: inForce.version.version, digest: inForce.digest)
    signers = try inForce.snapshot.signers()
    self.proposals = proposals
  }

  /// As it was while one of its versions was in force.
  ///
  /// - Throws: `.badData` for a version that never was.
  public func asOf(_ version: PolicyReference) throws(Problem) -> PolicyChain {
    guard let place = signed.firstIndex(where: { $0.reference == version }) else {
      throw neverInForce(version)
    }
    return try PolicyChain(
      tip: tip, first: first, signed: Array(signed[...place]), inForce: signed[place])
  }

  /// The version that was in force at a time, as its commit has the time; nil before the first.
  public func version(at time: Instant) -> PolicyEntry? {
    signed.last { ($0.enactment ?? $0.commit).committer.time <= time }
  }

  private func neverInForce(_ version: PolicyReference) -> Problem {
    Problem(
      .badData,
      "version \(version.version) (\(version.digest.short)) of the policy was never in force "
        + "here", hint: "relman sync")
  }
}

extension PolicyChain {
  /// Who could sign under a version that is or was in force: a statement is read by the keys of the
  /// policy that it names, so that a key's rotation does not make older ones unreadable. Whether
  /// the signer still is who the statement says, and has the role, is asked of the policy in force.
  ///
  /// - Throws: `.badData` for a version that was never in force here.
  public func signers(of reference: PolicyReference) throws(Problem) -> [AllowedSigner] {
    guard let entry = signed.first(where: { $0.reference == reference }) else {
      throw neverInForce(reference)
    }
    return try entry.snapshot.signers()
  }

  /// Who could sign under any version that was in force, the newest first.
  public func formerSigners() throws(Problem) -> [AllowedSigner] {
    var result: [AllowedSigner] = []
    for entry in signed.reversed() { result += try entry.snapshot.signers() }
    return result
  }

  /// The signer of this command: the person to whom the policy in force gives the key.
  ///
  /// - Parameter now: when the key must be valid; nil does not ask.
  /// - Throws: `.notPermitted` when it gives it to nobody, or not for this, or not now.
  public func person(with key: SigningKey, at now: Instant? = nil) throws(Problem) -> String {
    let lines = signers.filter { $0.key == key.publicKey }
    guard let first = lines.first else {
      throw Problem(
        .notPermitted, "the policy in force does not know the key \(quoted(key.path))",
        hint: "relman policy show")
    }
    guard let now else { return first.person }
    let named = lines.filter { $0.namespaces.contains(signatureNamespace) }
    guard !named.isEmpty else {
      throw Problem(
        .notPermitted,
        "the key \(quoted(key.path)) of \(first.person) is not for \(signatureNamespace): its "
          + "namespaces are \(first.namespaces.joined(separator: ", "))",
        hint: "relman policy show")
    }
    guard !named.contains(where: { $0.isValid(at: now) }) else { return first.person }
    let bound =
      named.compactMap(\.validBefore).max().flatMap { $0 < now ? "expired at \($0)" : nil }
      ?? named.compactMap(\.validAfter).min().map { "is not valid before \($0)" } ?? "is not valid"
    throw Problem(
      .notPermitted, "the key \(quoted(key.path)) of \(first.person) \(bound)",
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

  /// As `person(with:at:)`, for an owner.
  ///
  /// - Throws: `.notPermitted` for anybody else.
  public func owner(with key: SigningKey, at now: Instant) throws(Problem) -> String {
    let person = try person(with: key, at: now)
    guard rules.policy.owners.people.contains(person) else {
      throw Problem(
        .notPermitted, "\(person) is not an owner of the policy in force",
        hint: "relman policy show")
    }
    return person
  }
}
