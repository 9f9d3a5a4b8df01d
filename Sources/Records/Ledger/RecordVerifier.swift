import Formats
import Git
import Release
import Trust

/// Decides which commits of a ledger are records: signed by a person whom the policy that they name
/// lets deploy there, or by the key of such a person's session, and made for the very place where
/// they stand.
public final class RecordVerifier {
  private let policies: [Digest: PolicyEntry]
  private var rules: [Digest: (rules: Rules, signers: [AllowedSigner])] = [:]
  private let whyNotAllowed: (LedgerEntry, Rules) throws(Problem) -> String?
  /// Answers of `whyNotAllowed`, by the statement that opened the session.
  private var answers: [Envelope: String?] = [:]
  /// The opening that was verified last, and who signed it: all records of a session have the same.
  private var opening: (envelope: Envelope, person: String)?
  /// The records that were verified first, which a command asks for several times.
  private var known: [ObjectID: LedgerEntry] = [:]

  private static let maximumKnown = 64

  /// - Parameters:
  ///   - chain: nil where there is no policy: then nothing verifies.
  ///   - whyNotAllowed: why the statements that a record names do not let its package in by these
  ///     rules; nil where they do. Asked of every record that goes forward, since who may deploy
  ///     may not deploy anything.
  public init(
    _ chain: PolicyChain?,
    whyNotAllowed: @escaping (LedgerEntry, Rules) throws(Problem) -> String?
  ) {
    self.whyNotAllowed = whyNotAllowed
    policies = Dictionary(
      (chain?.signed ?? []).map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A record that was verified before.
  func known(_ commit: ObjectID, in environment: String) -> LedgerEntry? {
    known[commit].flatMap { $0.deployment.environment == environment ? $0 : nil }
  }

  /// - Throws: `.badData` or `.notPermitted` with the reason why the commit is no record.
  func verify(
    _ files: LedgerFiles, of commit: Commit, in environment: String
  ) throws(Problem) -> LedgerEntry {
    let entry = try entry(files, of: commit, in: environment)
    if known.count < Self.maximumKnown { known[commit.id] = entry }
    return entry
  }

  private func entry(
    _ files: LedgerFiles, of commit: Commit, in environment: String
  ) throws(Problem) -> LedgerEntry {
    let envelope = try files.envelope()
    let record = try files.record(in: envelope)
    guard commit.parents.count <= 1, record.after == commit.parents.first else {
      throw Problem(.badData, "it is not where it was made for")
    }
    guard record.deployment.environment == environment else {
      throw Problem(.badData, "it is a record of \(quoted(record.deployment.environment))")
    }
    let opening = try files.opening() ?? (record, envelope)
    let person = try verifyPerson(opening.0, opening.1)
    guard let session = opening.0.session else {
      throw Problem(.badData, "it opens no session")
    }
    if opening.1 != envelope { try verify(envelope, record, by: session, opening.0) }
    let entry = LedgerEntry(
      commit: commit, verified: Verified(record, signedBy: person), session: session,
      opening: opening.1)
    try requireAllowed(entry, by: rules(of: opening.0.deployment.policy).rules)
    return entry
  }

  private func requireAllowed(_ entry: LedgerEntry, by rules: Rules) throws(Problem) {
    guard entry.deployment.action == .deploy, entry.deployment.state.goesForward else { return }
    if answers[entry.opening] == nil {
      answers[entry.opening] = .some(try whyNotAllowed(entry, rules))
    }
    if let why = answers[entry.opening] ?? nil { throw Problem(.notPermitted, why) }
  }

  /// The signature of the session's key, and that the session is for this deployment.
  private func verify(
    _ envelope: Envelope, _ record: DeploymentRecord, by session: DeploymentRecord.Session,
    _ opening: DeploymentRecord
  ) throws(Problem) {
    let (own, first) = (record.deployment, opening.deployment)
    guard own.id == first.id, own.environment == first.environment, own.by == first.by,
      own.digest == first.digest, own.policy == first.policy, record.session == nil
    else { throw Problem(.badData, "its session was opened for another deployment") }
    try Trust.verify(envelope, by: SSHPublicKey(line: session.key))
  }

  /// Who opened the session. The windows of keys are not judged, since a record stays true when its
  /// signer's key has ended; at the time of signing, the command does.
  private func verifyPerson(
    _ record: DeploymentRecord, _ envelope: Envelope
  ) throws(Problem) -> String {
    if let opening, opening.envelope == envelope { return opening.person }
    let deployment = record.deployment
    let (rules, signers) = try rules(of: deployment.policy)
    let signer = try Trust.signer(of: envelope, among: signers, at: nil)
    guard signer.person == deployment.by else {
      throw Problem(
        .notPermitted,
        "it says that \(quoted(deployment.by)) acted, and \(signer.person) signed it")
    }
    guard let environment = rules.environments[deployment.environment]?.environment else {
      throw Problem(.badData, "its policy knows no environment \(quoted(deployment.environment))")
    }
    try rules.requireDeployer(signer.person, in: environment)
    opening = (envelope, signer.person)
    return signer.person
  }

  private func rules(
    of reference: PolicyReference
  ) throws(Problem) -> (rules: Rules, signers: [AllowedSigner]) {
    if let known = rules[reference.digest] { return known }
    guard let entry = policies[reference.digest], entry.version.version == reference.version else {
      throw Problem(.badData, "it goes by a policy that was never in force")
    }
    let result = (
      rules: try entry.snapshot.rules(version: reference.version, digest: reference.digest),
      signers: try entry.snapshot.signers()
    )
    rules[reference.digest] = result
    return result
  }
}
