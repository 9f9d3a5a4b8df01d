import Formats
import Git
import Release

/// The versions of the policy ref, judged one by another from the first on; whether the first is
/// the right one is asked elsewhere.
///
/// Whoever may push may put commits on the ref. What they hold counts by the owners' signatures
/// alone: a version that no owner has signed is ignored, as is a merge or junk, and takes neither
/// the number nor the place of one that an owner did sign, below it or above it. The commits are
/// those over first parents, so that a merge cannot put another line's versions between them.
public struct PolicyHistory {
  /// Those that are or were in force, oldest first.
  public private(set) var signed: [PolicyEntry] = []
  /// Those that could come next and that an owner has signed, though too few have; the one signed
  /// last stands last.
  public private(set) var proposals: [PolicyEntry] = []
  /// Commits that carry nothing, and why.
  public private(set) var ignored: [Ignored] = []

  public struct Ignored {
    public let commit: ObjectID
    public let why: String
  }

  /// So many commits of the ref are read; the owners publish a few a year.
  public static let maximumCommits = 20_000

  /// - Throws: `.badData` for an object that is missing or damaged: without it nobody knows whether
  ///   its version is in force; and for more commits than anybody publishes.
  public init(of tip: ObjectID, in repository: Repository) throws(Problem) {
    let line = try repository.firstParents(from: tip, limit: Self.maximumCommits)
    for commit in line.reversed() {
      let (entry, why) = try PolicyEntry.read(commit, in: repository)
      guard let entry else {
        ignored.append(Ignored(commit: commit.id, why: why))
        continue
      }
      do throws(Problem) {
        try add(entry)
      } catch {
        ignored.append(Ignored(commit: commit.id, why: error.message))
      }
    }
  }

  public var inForce: PolicyEntry? { signed.last }

  private mutating func add(_ read: PolicyEntry) throws(Problem) {
    if let current = inForce, read.digest == current.digest {
      // Signatures that came after the version was in force; its owners are still those before.
      signed[signed.count - 1] = try counted(
        current.joined(with: read), by: signed.dropLast().last?.snapshot ?? current.snapshot)
      return
    }
    try Self.check(read, follows: inForce)
    let judge = inForce?.snapshot ?? read.snapshot
    let known = proposals.first { $0.digest == read.digest }
    let entry = try counted(known?.joined(with: read) ?? read, by: judge)
    guard !entry.envelopes.isEmpty else {
      throw Problem(.badData, "no owner has signed its version \(read.version.version)")
    }
    proposals.removeAll { $0.digest == entry.digest }
    if try entry.envelopes.count >= judge.policy().owners.threshold {
      signed.append(entry.enacted())
      proposals = []
    } else {
      proposals.append(entry)
    }
  }

  private func counted(
    _ entry: PolicyEntry, by judge: PolicySnapshot
  ) throws(Problem) -> PolicyEntry {
    entry.keeping(try entry.signatures(by: judge).map(\.envelope))
  }

  private static func check(
    _ entry: PolicyEntry, follows current: PolicyEntry?
  ) throws(Problem) {
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
