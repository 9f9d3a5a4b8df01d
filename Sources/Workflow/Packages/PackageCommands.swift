import Records
import Formats
import Git
import Release

/// What the package commands answer.
public struct PackageResult: Encodable, Sendable {
  public var package: Package
  public var digest: Digest
  public var commit: ObjectID
}

public struct PackageList: Encodable, Sendable {
  public var packages: [Item]

  public struct Item: Encodable, Sendable {
    public var tag: String
    public var version: String
    public var digest: Digest
    public var commit: ObjectID
    public var changes: Int
    public var commits: Int
    public var risk: Risk
  }
}

public struct PackageVerification: Encodable, Sendable {
  public var tag: String
  public var digest: Digest
  public var rebuilt: Digest
  /// The version of the generator that made the stored one.
  public var generator: Int
  public var isReproduced: Bool
}

/// Builds the package of a tag and stores it, with those before it that are missing.
public func buildPackage(
  _ tag: String, _ context: CommandContext, dryRun: Bool = false
) throws(Problem) -> PackageResult {
  let store = try RecordStore.open(context)
  let tag = try existingTag(tag, in: store.repository)
  let builder = PackageBuilder(store: store)
  guard dryRun else {
    return PackageResult(try StoredPackage.read(tag: tag.name, in: builder.store(tag)))
  }
  let built = try builder.build(tag)
  return PackageResult(package: built.package, digest: built.digest, commit: built.commit)
}

public func showPackage(_ tag: String, _ context: CommandContext) throws(Problem) -> PackageResult {
  PackageResult(try StoredPackage.read(tag: tag, in: RecordStore.open(context)))
}

extension PackageResult {
  fileprivate init(_ stored: StoredPackage) {
    self.init(package: stored.package, digest: stored.digest, commit: stored.commit)
  }
}

public func listPackages(_ context: CommandContext) throws(Problem) -> PackageList {
  let store = try RecordStore.open(context)
  var items: [PackageList.Item] = []
  for (tag, commit) in StoredPackage.all(in: store) {
    let stored = try StoredPackage.read(tag: tag, in: store)
    items.append(
      .init(
        tag: tag, version: stored.package.version, digest: stored.digest, commit: commit,
        changes: stored.package.changes.count, commits: stored.package.commits.count,
        risk: stored.package.risk))
  }
  return PackageList(packages: items)
}

/// Checks every byte of a stored package, builds it again from its tag and compares.
public func verifyPackage(
  _ tag: String, _ context: CommandContext
) throws(Problem) -> PackageVerification {
  let store = try RecordStore.open(context)
  let stored = try StoredPackage.read(tag: tag, in: store)
  let reproduction = try PackageBuilder(store: store)
    .reproduction(of: stored, from: existingTag(tag, in: store.repository))
  return PackageVerification(
    tag: tag, digest: stored.digest, rebuilt: reproduction.rebuilt.digest,
    generator: stored.package.generator, isReproduced: reproduction.isSame)
}

/// - Throws: `.notFound`, with the nearest name.
func existingTag(_ name: String, in repository: Repository) throws(Problem) -> Tag {
  if let tag = try repository.tag(named: name) { return tag }
  let known = try repository.tags().map(\.name)
  throw Problem(
    .notFound, "there is no tag \(quoted(name))" + suggestion(for: name, among: known),
    hint: "git fetch --tags")
}
