import Git
import Records
import Release

extension Project {
  /// With the records as they stand by now.
  func refreshed() throws(Problem) -> Project {
    var project = self
    project.store = try store.refreshed()
    return project
  }

  /// The rules in force.
  ///
  /// - Throws: `.notFound` when there is no policy, `.badData` when it is not the one to trust.
  func policy() throws(Problem) -> PolicyChain {
    let hasRemote = try !repository.remotes().isEmpty
    return try PolicyChain.read(
      store, hint: isConfigured && hasRemote ? "relman sync" : "relman init")
  }

  /// As `policy`; nil where there is none.
  func policyIfAny() throws(Problem) -> PolicyChain? {
    store.snapshot[RefName.policy] == nil ? nil : try policy()
  }

  /// The environments that have a ledger.
  ///
  /// - Parameter chain: nil where there is no policy, and no record counts.
  func ledgers(_ chain: PolicyChain?) -> [Ledger] {
    let verifier = verifier(chain)
    return store.snapshot.refs(prefix: RefName.deployments).map {
      let name = String($0.name.dropFirst(RefName.deployments.count))
      return Ledger(store, environment: name, verifier: verifier)
    }
  }
}
