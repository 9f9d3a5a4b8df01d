import Records
import Git
import Release

/// The result of `relman why`: where a commit was released, and which others relate to it.
public struct WhyResult: Encodable, Sendable {
  public var commit: ObjectID
  public var subject: String
  public var author: String
  public var date: Day
  /// The first release that contains it, of the first package that carries it; nil while none does.
  public var release: String?
  public var version: String?
  /// The number of releases that contain it.
  public var containedIn: Int
  /// The packages that carry a file that it changed; the only package where there is one.
  public var packages: [Package]
  /// Whether HEAD, a branch or a tag contains it.
  public var isReachable: Bool
  public var change: String?
  public var pullRequest: Int?
  public var environments: [Environment]
  public var cherryPicks: [RelatedCommit]
  public var reverts: [RelatedCommit]
  public var revertedBy: [RelatedCommit]

  /// A package, and the first of its releases that contains the commit.
  public struct Package: Encodable, Sendable {
    public var name: String
    public var release: String?
    public var version: String?
    public var containedIn: Int
  }

  /// An environment, and whether the release deployed there contains the commit.
  public struct Environment: Encodable, Sendable {
    public var name: String
    public var release: String
    public var contains: Bool
  }
}

/// Finds the release that first contained a commit, where it is deployed, and which other commits
/// make the same change or revert it.
///
/// - Throws: `.refused` in a shallow clone; `.notFound` for an unknown revision.
public func whyCommit(_ revision: String, _ context: CommandContext) throws(Problem) -> WhyResult {
  let project = try Project.open(context)
  try project.requireHistory()
  let repository = project.repository
  let id = try project.revision(revision)
  let commit = try repository.commit(id)
  let relatedSearch = RelatedCommitSearch(of: commit)
  let search = try repository.search(from: try project.tips()) { commits in
    commits.map { relatedSearch.isCandidate($0) ? $0.id : nil }
  }
  let ancestry = try repository.ancestry(of: search.found)
  let packages = try project.packages(with: id, in: ancestry)
  let candidates = try search.finish().compactMap { $0 }
  let related = try relatedSearch.related(
    among: candidates, in: repository, packages.first?.partition)
  let summary = CommitSummary(commit)
  let first = packages.first?.package
  return WhyResult(
    commit: id, subject: summary.subject, author: commit.author.name, date: commit.author.time.day,
    release: first?.release, version: first?.version, containedIn: first?.containedIn ?? 0,
    packages: packages.map(\.package), isReachable: ancestry.ids.contains(id),
    change: summary.change, pullRequest: summary.pullRequest,
    environments: try project.environments(with: id, in: ancestry),
    cherryPicks: related.cherryPicks,
    reverts: related.reverts, revertedBy: related.revertedBy)
}

extension Project {
  /// The commits that branches, remote-tracking branches, tags and HEAD name.
  fileprivate func tips() throws(Problem) -> [ObjectID] {
    var tips = Set(try repository.tags { _ in true }.map(\.commit))
    for prefix in ["refs/heads/", "refs/remotes/"] {
      for (name, target) in try repository.references(prefix: prefix) where !name.hasSuffix("/HEAD")
      {
        tips.insert(target)
      }
    }
    if let head = try repository.head().commit { tips.insert(head) }
    return tips.sorted()
  }

  /// The packages that carry a file that a commit changed, and the releases of their commits.
  fileprivate func packages(
    with id: ObjectID, in ancestry: Ancestry
  ) throws(Problem) -> [(package: WhyResult.Package, partition: Partition)] {
    var result: [(package: WhyResult.Package, partition: Partition)] = []
    for line in lines {
      let history = try ReleaseHistory(store, line: line)
      guard try history.owns(id) else { continue }
      let releases = history.releases.tags
      let partition = Partition(ancestry, among: releases)
      let first = partition.release(of: id)
      let containing = ancestry.containing(id, among: releases.map(\.tag.commit))
      result.append(
        (
          .init(
            name: line.name, release: first?.tag.name, version: first?.version.description,
            containedIn: containing.count), partition
        ))
    }
    return result
  }

  /// The release deployed in each environment, and whether it contains a commit.
  fileprivate func environments(
    with id: ObjectID, in ancestry: Ancestry
  ) throws(Problem) -> [WhyResult.Environment] {
    var running: [(name: String, release: String, source: ObjectID)] = []
    for ledger in try ledgers(policyIfAny()) {
      guard let package = try ledger.running() else { continue }
      let stored = try StoredPackage.read(tag: package.tag, in: store)
      running.append((ledger.environment, package.tag, stored.package.source))
    }
    let containing = ancestry.containing(id, among: running.map(\.source))
    return running.map {
      .init(name: $0.name, release: $0.release, contains: containing.contains($0.source))
    }
  }
}
