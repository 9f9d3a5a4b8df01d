import Git
import Release

extension RecordStore {
  /// The tips of policy, notes and ledgers: what a signed fact says that its author had seen.
  ///
  /// What only this clone has may never reach the others, and whoever reads the fact would look for
  /// it in vain. A statement's own ref goes along with it.
  ///
  /// - Parameter own: the notes ref that the statement is added to; nil for what is none.
  public func heads(addingTo own: String? = nil) throws(Problem) -> Heads {
    var heads: Heads = [:]
    let tracked = try TrustStore(self).tracking()
    for ref in headRefs() {
      guard let tip = snapshot[ref] else { continue }
      heads[ref] = ref == own ? tip : try published(tip, of: ref, at: tracked)
    }
    return heads
  }

  /// So many ledgers are named; nobody has as many environments.
  private static let maximumLedgers = 100

  private func headRefs() -> [String] {
    let ledgers = snapshot.refs(prefix: RefName.deployments).map(\.name)
      .filter { RecordRef($0) != nil }
    return [RefName.policy, RefName.approvals, RefName.evidence, RefName.corrections]
      + ledgers.prefix(Self.maximumLedgers)
  }

  /// The newest commit on our line that the remote has too; nil where it has none.
  ///
  /// - Parameter remote: as `TrustStore.tracking` has it.
  private func published(
    _ tip: ObjectID, of ref: String, at remote: String?
  ) throws(Problem) -> ObjectID? {
    guard let remote else { return tip }
    let name = Remote.trackingName(of: ref, at: remote)
    guard let theirs = try repository.reference(name), try repository.isTreeCommit(theirs) else {
      return nil
    }
    if try repository.isAncestor(tip, of: theirs) { return tip }
    return try repository.isAncestor(theirs, of: tip) ? theirs : nil
  }
}
