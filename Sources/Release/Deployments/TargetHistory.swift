/// What one deployment did to one target, by the target's own tables.
///
/// Each row is written in the transaction of what it tells about. So it is the truth where the
/// record was kept before a crash, or was never pushed.
public struct TargetHistory: Hashable, Sendable {
  public enum Event: Hashable, Sendable {
    /// The deployment locked the target, whose schema had this SHA-256.
    case began(schema: Digest)
    case applied(String)
    case reverted(String)
    /// A migration's script removed rows.
    case lost(LostRows)
  }

  public private(set) var schemaBefore: Digest?
  /// Migrations that it applied, in order; those that it reverted too.
  public private(set) var applied: [String] = []
  public private(set) var reverted: [String] = []
  public private(set) var rowsLost: [LostRows] = []

  /// - Parameter events: in the order in which they came.
  public init(_ events: [Event]) {
    var known: Set<String> = []
    for event in events {
      switch event {
      case .began(let schema): schemaBefore = schemaBefore ?? schema
      case .applied(let migration):
        // One that was cut short may revert a migration and then apply it again.
        if !known.insert(migration).inserted { applied.removeAll { $0 == migration } }
        if !reverted.isEmpty { reverted.removeAll { $0 == migration } }
        applied.append(migration)
      case .reverted(let migration): reverted.append(migration)
      case .lost(let rows): rowsLost.add(rows)
      }
    }
  }

  /// Whether nothing of it is left in the target, as after its backup was put back.
  public var isUnchanged: Bool { applied.isEmpty && reverted.isEmpty }
}

extension TargetRecord {
  /// Makes the record say what the target's own tables say.
  ///
  /// - Parameter ledger: the migrations that the target has, in order.
  public mutating func complete(
    from history: TargetHistory, ledger: [String], action: Deployment.Action
  ) {
    schemaBefore = history.schemaBefore ?? schemaBefore
    rowsLost = history.rowsLost
    let (present, planned) = (Set(ledger), Set(migrations))
    switch action {
    case .deploy:
      let (known, gone) = (Set(history.applied), Set(history.reverted))
      applied = history.applied + applied.filter { !known.contains($0) }
      migrations += applied.filter { !planned.contains($0) }
      reverted =
        history.reverted
        + applied.reversed().filter { !present.contains($0) && !gone.contains($0) }
    case .rollback:
      migrations = history.reverted.reversed().filter { !planned.contains($0) } + migrations
      reverted = migrations.reversed().filter { !present.contains($0) }
    }
  }
}
