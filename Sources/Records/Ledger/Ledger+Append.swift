import Formats
import Git
import Release

extension Ledger {
  static func subject(_ deployment: Deployment) -> String {
    "\(deployment.environment): \(deployment.action.rawValue) \(deployment.tag) "
      + deployment.state.rawValue
  }

  /// Writes a record's commit and moves the ledger to it.
  ///
  /// - Parameter envelopes: the record's signature and, where a session's key made it, the one that
  ///   opened the session.
  /// - Throws: `.tryAgain` when somebody else has appended meanwhile.
  func append(
    _ record: DeploymentRecord, _ envelopes: [Envelope], log: [UInt8], by author: Ident
  ) throws(Problem) -> ObjectID {
    let commit = try write(record, envelopes, log: log, by: author)
    try repository.update(
      ref, to: commit, expecting: record.after, log: "relman: " + Self.subject(record.deployment))
    return commit
  }

  func write(
    _ record: DeploymentRecord, _ envelopes: [Envelope], log: [UInt8], by author: Ident
  ) throws(Problem) -> ObjectID {
    var files = [
      TreeFile(
        path: LedgerFiles.recordName, id: try repository.writeBlob(CanonicalJSON.encode(record))),
      TreeFile(path: LedgerFiles.logName, id: try repository.writeBlob(log)),
    ]
    for (name, envelope) in zip([LedgerFiles.signatureName, LedgerFiles.sessionName], envelopes) {
      files.append(
        TreeFile(path: name, id: try repository.writeBlob(Array((envelope.line + "\n").utf8))))
    }
    return try repository.writeCommit(
      tree: repository.writeTree(files), parents: record.after.map { [$0] } ?? [], author: author,
      committer: author,
      message: "\(Self.subject(record.deployment))\n\nDeployment: \(record.deployment.id)\n")
  }

  /// Drops a first record under which nothing was done, and which nobody has seen.
  func withdraw(_ first: ObjectID, to before: ObjectID?) throws(Problem) {
    if let before {
      try repository.update(ref, to: before, expecting: first, log: "relman: not begun")
    } else {
      try repository.deleteReference(ref, expecting: first)
    }
  }
}
