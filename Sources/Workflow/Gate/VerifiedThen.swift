import Git
import Records
import Release

/// What an answer about the past went by, and how each part of it is known.
public struct VerifiedThen: Encodable, Sendable {
  public var time: Instant
  /// The deployment that was asked about; nil where a time was.
  @OrNull public var deployment: String?
  public var policy: Policy
  /// The statements that were there, oldest first.
  public var statements: [Statement]

  public struct Policy: Encodable, Sendable {
    public var version: Int
    public var digest: Digest
    public var known: Known
  }

  public struct Statement: Encodable, Sendable {
    public var id: Digest
    public var person: String
    /// `approve`, `reject` or `revoke`, or the kind of evidence and its result.
    public var says: String
    public var known: Known
  }

  /// Why one may believe that it was there.
  public struct Known: Encodable, Hashable, Sendable {
    /// `proven` by a record that somebody signed by then, or `claimed` by a commit's time alone.
    public var by: By
    /// Who says so: the record's signer, or the name of the committer.
    public var person: String
    /// When it was there, as the record or the commit has it.
    public var time: Instant
    public var commit: ObjectID

    public enum By: String, Encodable, Sendable { case proven, claimed }

    init(_ knowledge: Knowledge) {
      switch knowledge {
      case .proven(let record):
        (by, person) = (.proven, record.verified.person)
        (time, commit) = (record.record.recordedAt, record.commit.id)
      case .claimed(let commit):
        (by, person) = (.claimed, escaped(commit.committer.name, limit: 60))
        (time, self.commit) = (commit.committer.time, commit.id)
      }
    }
  }

  init(_ moment: PastMoment, _ gate: Gate, _ chain: PolicyChain) throws(Problem) {
    time = moment.time
    _deployment = OrNull(wrappedValue: moment.subject?.deployment.id)
    let (entry, how) = try moment.policy(in: chain)
    policy = Policy(version: entry.version.version, digest: entry.digest, known: Known(how))
    statements = gate.approvals.described { $0.decision.rawValue }
    statements += gate.evidence.described { "\($0.kind) \($0.result.rawValue)" }
    statements.sort { ($0.known.time, $0.id) < ($1.known.time, $1.id) }
  }
}

extension VerifiedStatements {
  fileprivate func described(_ text: (Predicate) -> String) -> [VerifiedThen.Statement] {
    statements.compactMap { statement in
      knowledge[statement.id].map {
        .init(
          id: statement.id, person: statement.person, says: text(statement.predicate),
          known: .init($0))
      }
    }
  }
}
