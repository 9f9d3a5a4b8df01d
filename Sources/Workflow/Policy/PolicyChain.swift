import Formats
import Git
import Release

/// The policy ref, read from its first version to its newest. Version N+1 is in force once version
/// N's owners have signed it, at N's threshold; version 1 signs itself and is pinned outside the
/// repository.
struct PolicyChain {
  /// Oldest first.
  let entries: [PolicyEntry]
  /// Those of them that are or were in force, oldest first.
  let signed: [PolicyEntry]
  let inForce: PolicyEntry
  let rules: Rules
  let signers: [AllowedSigner]
  /// Commits that are no version of this chain: without the owners' signatures they carry nothing.
  let ignored: [PolicyHistory.Ignored]
  /// The newest version, when too few owners have signed it.
  let pending: PolicyEntry?

  /// - Throws: `.notFound` when there is no policy, `.badData` when its first version is not
  ///   signed, or is not the one that was pinned.
  static func read(_ project: Project) throws(Problem) -> PolicyChain {
    let repository = project.repository
    guard let tip = try repository.reference(RefName.policy) else {
      let remotes = try repository.remotes()
      let isClone = project.isConfigured && !remotes.isEmpty
      throw Problem(
        .notFound, "this repository has no release policy",
        hint: isClone ? "relman sync" : "relman init")
    }
    let commits = try repository.commits(from: [tip], hiding: [])
    return try PolicyChain(commits.reversed(), project)
  }

  private init(_ commits: [Commit], _ project: Project) throws(Problem) {
    let history = try PolicyHistory(commits, in: project.repository)
    guard let current = history.inForce, let first = history.entries.first else {
      let broken = history.entries.isEmpty ? history.ignored.first : nil
      throw Problem(
        .badData,
        "the first version of the policy "
          + (broken.map { "does not count: \($0.why)" } ?? "is not signed by its owners"),
        hint: "git fsck")
    }
    try PolicyPin.check(repository: first.version.repository, first: first.digest, project.context)
    entries = history.entries
    signed = history.signed
    ignored = history.ignored
    inForce = current
    rules = try current.snapshot.rules(version: current.version.version, digest: current.digest)
    signers = try current.snapshot.signers()
    pending = history.pending
  }
}
