import Formats
import Git
import Release

extension Ledger {
  /// A record on its way to the ledger.
  struct NewRecord {
    let record: DeploymentRecord
    /// The record's signature and, where a session's key made it, the one that opened the session.
    let envelopes: [Envelope]
    let log: [UInt8]

    var subject: String {
      let deployment = record.deployment
      return "\(deployment.environment): \(deployment.action.rawValue) \(deployment.tag) "
        + deployment.state.rawValue
    }
  }

  /// Plans the record's commit, after the one that it was made for.
  func append(
    _ new: NewRecord, by author: Ident, to transaction: inout Transaction
  ) throws(Problem) {
    var files = [
      try transaction.file(LedgerFiles.recordName, CanonicalJSON.encode(new.record)),
      try transaction.file(LedgerFiles.logName, new.log),
    ]
    for (name, envelope) in zip(
      [LedgerFiles.signatureName, LedgerFiles.sessionName], new.envelopes)
    {
      files.append(try transaction.file(name, Array((envelope.line + "\n").utf8)))
    }
    let commit = try transaction.objects.addCommit(
      tree: transaction.objects.addTree(files), parents: new.record.after.map { [$0] } ?? [],
      author: author, committer: author,
      message: "\(new.subject)\n\nDeployment: \(new.record.deployment.id)\n")
    transaction.move(ref, to: commit, log: new.subject)
  }
}
