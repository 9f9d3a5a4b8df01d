import Records
import Formats
import Git
import Release

extension Review {
  /// The rules that the commit proposes, held against those in force. Of a release that HEAD has
  /// left behind nothing is said: what its commit proposed then is history.
  mutating func compareRules(with chain: PolicyChain, _ project: Project) throws(Problem) {
    guard try project.repository.head().commit == commit else { return }
    let proposal = try ProposedRules(of: commit, in: project.repository)
    for problem in proposal.problems(after: chain.inForce) {
      let path = problem.place?.file.path
      try find(
        .policy, problem.reason, at: path, line: problem.place?.line,
        command: problem.hint ?? path.map { "$EDITOR \($0)" })
    }
    let names = Set(proposal.snapshot.files.keys).union(chain.inForce.snapshot.files.keys)
    for name in names.subtracting(proposal.unreadable).sorted() {
      try compare(name, of: proposal, with: chain)
    }
  }

  private mutating func compare(
    _ name: String, of proposal: ProposedRules, with chain: PolicyChain
  ) throws(Problem) {
    let path = ProposedRules.path(of: name)
    let difference = RuleDifference(
      path: path, inForce: try text(of: name, in: chain.inForce.snapshot),
      proposed: try text(of: name, in: proposal.snapshot), source: proposal.sources[name])
    guard let difference else { return }
    proposedRules.append(difference.file)
    let bytes = proposal.snapshot.files[name]
    let isPending = chain.proposals.contains { $0.snapshot.files[name] == bytes }
    try find(
      .policy,
      difference.wording(for: chain.rules.version)
        + (isPending
          ? "; the next version has it so and waits for signatures"
          : chain.version(with: name, as: bytes).map { "; version \($0) had it so" }
            ?? "; the owners publish it once it is merged"),
      at: path, line: difference.line,
      command: isPending ? "relman policy sign" : "relman policy publish")
  }

  /// A file as a person reads it: of an environment the manifest that says the same.
  private func text(of name: String, in snapshot: PolicySnapshot) throws(Problem) -> String? {
    try snapshot.text(of: name)
  }
}

extension RuleDifference {
  fileprivate func wording(for version: Int) -> String {
    let (path, policy) = (quoted(file.path), "version \(version) of the policy, which is in force")
    return switch state {
    case .adds: "\(path) is not in \(policy)"
    case .changes: "\(path) differs from \(policy)"
    case .removes: "\(path) is gone, and stands in \(policy)"
    }
  }
}

extension PolicyChain {
  /// The newest earlier version that had a file as it is here.
  fileprivate func version(with name: String, as bytes: [UInt8]?) -> Int? {
    guard let bytes else { return nil }
    return signed.last { $0.version.version < rules.version && $0.snapshot.files[name] == bytes }?
      .version.version
  }
}
