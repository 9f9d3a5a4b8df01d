import Formats
import Git
import Release

/// The policy ref, read from its first version to its newest. Version N+1 is in force once version
/// N's owners have signed it, at N's threshold; version 1 signs itself and is pinned outside the
/// repository.
struct PolicyChain {
  /// Oldest first.
  let entries: [PolicyEntry]
  let inForce: PolicyEntry
  let rules: Rules
  let signers: [AllowedSigner]
  /// Commits that are no version of this chain: without the owners' signatures they carry nothing.
  let ignored: [Ignored]
  /// The newest version, when too few owners have signed it.
  let pending: PolicyEntry?

  struct Ignored {
    let commit: ObjectID
    let why: String
  }

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
    var entries: [PolicyEntry] = []
    var ignored: [Ignored] = []
    var current: PolicyEntry?
    var waiting: PolicyEntry?
    for commit in commits {
      do throws(Problem) {
        let entry = try PolicyEntry(commit, in: project.repository)
        try Self.check(entry, follows: current)
        entries.append(entry)
        let judge = current?.snapshot ?? entry.snapshot
        if try entry.owners(by: judge).count >= judge.policy().owners.threshold {
          (current, waiting) = (entry, nil)
        } else if entry.digest != current?.digest {
          waiting = entry
        }
      } catch {
        ignored.append(Ignored(commit: commit.id, why: error.message))
      }
    }
    guard let current, let first = entries.first else {
      let broken = entries.isEmpty ? ignored.first : nil
      throw Problem(
        .badData,
        "the first version of the policy "
          + (broken.map { "does not count: \($0.why)" } ?? "is not signed by its owners"),
        hint: "git fsck")
    }
    try PolicyPin.check(repository: first.version.repository, first: first.digest, project.around)
    self.entries = entries
    self.ignored = ignored
    inForce = current
    rules = try current.snapshot.rules(version: current.version.version, digest: current.digest)
    signers = try current.snapshot.signers()
    pending = waiting
  }

  private static func check(
    _ entry: PolicyEntry, follows current: PolicyEntry?
  ) throws(Problem) {
    if entry.digest == current?.digest { return }
    let expected = (current?.version.version ?? 0) + 1
    let policy = try entry.snapshot.policy()
    guard entry.version.version == expected, entry.version.previous == current?.digest,
      entry.version.repository == policy.repository,
      entry.version.repository == current?.version.repository ?? policy.repository
    else {
      throw Problem(
        .badData,
        "the policy commit \(entry.commit.id.short) does not follow version \(expected - 1)",
        hint: "git log \(RefName.policy)")
    }
  }
}
