import Git
import Records
import Release

extension Exchange {
  /// This exchange, with ledgers that went apart judged by the newest rules: those are received
  /// first.
  func judged() throws(Problem) -> Exchange {
    guard awaitsPolicy, refs.contains(where: { $0.state == .diverged }) else { return self }
    let project = try receive(refs.filter { RecordRef($0.name) == .policy })
    return try Exchange(project, remote: remote)
  }

  /// Gives a ledger that went on here and there up to the remote's line, since a record is bound to
  /// the one before it; what was done, the targets' own tables say. Our line is kept beside it.
  func settingAside(_ name: String) -> Exchange {
    var result = self
    for (index, pair) in refs.enumerated()
    where pair.name == name && pair.state == .diverged && pair.doubt == nil {
      guard let ours = pair.ours else { continue }
      let environment = name.dropFirst(RefName.deployments.count)
      result.refs[index].state = .received
      result.refs[index].keptAside = "refs/relman-apart/\(environment)/\(ours.short)"
    }
    return result
  }

  /// Whether the remote has newer rules.
  var awaitsPolicy: Bool {
    refs.contains { RecordRef($0.name) == .policy && $0.state == .received }
  }

  /// What is to be done about a ledger that went on here and on the remote.
  func judgedLedger(_ pair: Pair) throws(Problem) -> Pair {
    guard case .deployments(let environment) = RecordRef(pair.name), let theirs = pair.theirs else {
      return pair
    }
    let verifier = project.verifier(try project.policyIfAny())
    let ledger = Ledger(project.store, environment: environment, verifier: verifier)
    var result = pair
    switch try ledger.divergence(from: theirs) {
    case .apart: break
    case .oursIsOutdated: (result.state, result.isOutdated) = (.received, true)
    case .theirsHoldsNone:
      result.doubt = try doubt(
        pair, "was put apart from the records here, and holds none besides", theirs, isOurs: true)
    }
    return result
  }
}
