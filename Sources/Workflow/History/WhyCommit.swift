import Git
import Release

/// What `relman why` answers: what became of a commit.
public struct WhyResult: Encodable, Sendable {
  public var commit: ObjectID
  public var subject: String
  public var author: String
  public var date: Day
  /// The first release that has it, of the first package that carries it; nil while none has.
  public var release: String?
  public var version: String?
  /// How many releases have it.
  public var containedIn: Int
  /// The packages that carry what it changed; in a repository with one, that.
  public var packages: [Package]
  /// Whether HEAD, a branch or a tag has it.
  public var isReachable: Bool
  public var change: String?
  public var pullRequest: Int?
  public var environments: [Environment]
  public var cherryPicks: [Kin]
  public var reverts: [Kin]
  public var revertedBy: [Kin]

  /// A package, and the first of its releases that has the commit.
  public struct Package: Encodable, Sendable {
    public var name: String
    public var release: String?
    public var version: String?
    public var containedIn: Int
  }

  /// An environment, and whether what runs there has the commit.
  public struct Environment: Encodable, Sendable {
    public var name: String
    public var release: String
    public var contains: Bool
  }

  /// Another commit that makes the same change, or takes it back.
  public struct Kin: Encodable, Sendable {
    public var commit: ObjectID
    public var subject: String
    public var release: String?
    /// Whether the patch is the same (or its reverse), by patch id; nil where that cannot be told:
    /// of merges, and in a clone without the files.
    public var samePatch: Bool?
  }
}

/// Says which release first had a commit, where it runs, and which other commits make the same
/// change or take it back.
///
/// - Throws: `.refused` in a shallow clone; `.notFound` for an unknown revision.
public func whyCommit(_ revision: String, _ around: Surroundings) throws(Problem) -> WhyResult {
  let project = try Project.open(around)
  try project.requireHistory()
  let repository = project.repository
  let id = try project.revision(revision)
  let commit = try repository.commit(id)
  let histories = try project.histories()
  let search = KinSearch(of: commit)
  let found = try repository.find(from: try project.tips(), hiding: []) { search.look($1) }
  let ancestry = try repository.ancestry(of: found)
  let (running, sources) = try project.running()
  let tagged = histories.flatMap { $0.releases.tags.map(\.tag.commit) }
  let containing = ancestry.containing(id, among: tagged + sources)
  var packages: [WhyResult.Package] = []
  var partitions: [Partition] = []
  for history in histories where try history.owns(id) {
    let partition = Partition(ancestry, among: history.releases.tags)
    let release = partition.release(of: id)
    partitions.append(partition)
    packages.append(
      .init(
        name: history.line.name, release: release?.tag.name, version: release?.version.description,
        containedIn: history.releases.tags.count { containing.contains($0.tag.commit) }))
  }
  let kin = try search.kin(in: repository, partitions.first)
  let noted = NotedCommit(commit)
  let first = packages.first
  return WhyResult(
    commit: id, subject: noted.subject, author: commit.author.name, date: commit.author.time.day,
    release: first?.release, version: first?.version, containedIn: first?.containedIn ?? 0,
    packages: packages, isReachable: ancestry.ids.contains(id),
    change: noted.change, pullRequest: noted.pullRequest,
    environments: zip(running, sources).map {
      .init(name: $0.environment, release: $0.tag, contains: containing.contains($1))
    }, cherryPicks: kin.cherryPicks, reverts: kin.reverts, revertedBy: kin.revertedBy)
}

extension Project {
  /// Every commit that a branch, here or of a remote, a tag or HEAD names.
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

  fileprivate func histories() throws(Problem) -> [ReleaseHistory] {
    var result: [ReleaseHistory] = []
    for line in lines { result.append(try ReleaseHistory(repository: repository, line: line)) }
    return result
  }

  /// What runs in each environment, and the commits that it was made of.
  fileprivate func running() throws(Problem) -> (
    running: [(environment: String, tag: String)], sources: [ObjectID]
  ) {
    var running: [(environment: String, tag: String)] = []
    var sources: [ObjectID] = []
    for ref in try repository.references(prefix: RefName.deployments) {
      let name = String(ref.name.dropFirst(RefName.deployments.count))
      let ledger = Ledger(repository: repository, environment: name)
      guard let package = try ledger.running() else { continue }
      let stored = try StoredPackage.read(tag: package.tag, in: repository)
      running.append((name, package.tag))
      sources.append(stored.package.source)
    }
    return (running, sources)
  }
}
