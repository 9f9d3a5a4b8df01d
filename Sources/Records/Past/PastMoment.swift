import Git
import Release

/// A moment in the past that somebody asks about, and the signed records of deployments that prove
/// how far relman's refs had come by then. What no record shows is only claimed: a commit's time is
/// what its committer says.
public struct PastMoment {
  public let time: Instant
  /// Records that were signed by then; each names the tips and the statements that its signer saw.
  public let witnesses: [LedgerEntry]
  /// The one record that the question is about; nil where it is about a time. Then nothing counts
  /// but what the record shows.
  public let subject: LedgerEntry?

  public init(time: Instant, witnesses: [LedgerEntry]) {
    self.time = time
    self.witnesses = witnesses
    subject = nil
  }

  /// - Parameter opening: the record that opened a deployment's session.
  public init(of opening: LedgerEntry) {
    time = opening.record.recordedAt
    witnesses = [opening]
    subject = opening
  }

  /// The version of the policy that was in force.
  ///
  /// - Throws: `.notFound` where none was.
  public func policy(
    in chain: PolicyChain
  ) throws(Problem) -> (entry: PolicyEntry, how: Knowledge) {
    let named = witnesses.compactMap { witness in
      chain.signed.last { $0.reference == witness.deployment.policy }.map { ($0, witness) }
    }
    let proven = named.max { $0.0.version.version < $1.0.version.version }
    let claimed = subject == nil ? chain.version(at: time) : nil
    if let (entry, witness) = proven, claimed.map({ $0.follows(entry) }) != true {
      return (entry, .proven(by: witness))
    }
    if let claimed { return (claimed, .claimed(by: claimed.enactment ?? claimed.commit)) }
    throw Problem(
      .notFound,
      "no policy was in force at \(time): the first is of \(chain.first.commit.committer.time)",
      hint: "relman policy log")
  }
}

/// How it is known that something was there at a moment in the past.
public enum Knowledge {
  /// The signer of this record had seen it.
  case proven(by: LedgerEntry)
  /// The committer of this commit says so.
  case claimed(by: Commit)
}

extension PolicyEntry {
  fileprivate func follows(_ other: PolicyEntry) -> Bool {
    version.version > other.version.version
  }
}
