import Formats
import Git
import Release

/// The versions of the policy ref, judged one by another from the first on; whether the first is
/// the right one is asked elsewhere.
public struct PolicyHistory {
  /// Oldest first.
  public private(set) var entries: [PolicyEntry] = []
  /// Those of them that are or were in force, oldest first. What no owner has signed decides
  /// nothing.
  public private(set) var signed: [PolicyEntry] = []
  /// Commits that are no version of this chain: without the owners' signatures they carry nothing.
  public private(set) var ignored: [Ignored] = []
  /// The newest version, when too few owners have signed it.
  public private(set) var pending: PolicyEntry?

  public struct Ignored {
    public let commit: ObjectID
    public let why: String
  }

  /// - Parameter commits: those of the ref, oldest first.
  /// - Throws: `.badData` for an object that is missing or damaged: without it nobody knows whether
  ///   its version is in force.
  public init(_ commits: [Commit], in repository: Repository) throws(Problem) {
    for commit in commits {
      do throws(Problem) {
        try add(PolicyEntry(commit, in: repository))
      } catch {
        try PolicyEntry.requireObjects(of: commit.id, in: repository)
        ignored.append(Ignored(commit: commit.id, why: error.message))
      }
    }
  }

  public var inForce: PolicyEntry? { signed.last }

  private mutating func add(_ entry: PolicyEntry) throws(Problem) {
    try Self.check(entry, follows: inForce)
    let judge = inForce?.snapshot ?? entry.snapshot
    let isSigned = try entry.owners(by: judge).count >= judge.policy().owners.threshold
    entries.append(entry)
    if isSigned {
      signed.append(entry)
      pending = nil
    } else if entry.digest != inForce?.digest {
      pending = entry
    }
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
