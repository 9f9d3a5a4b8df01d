import Formats
import Git
import Release
import Trust

/// A package as the repository keeps it: a commit on `refs/relman/packages/<tag>` whose tree is the
/// package.
public struct StoredPackage {
  public let commit: ObjectID
  public let package: Package
  public let digest: Digest
  public let repository: Repository

  /// - Throws: `.notFound`, with the nearest tag, when there is no such package; `.badData` when
  ///   what the ref names is not the package of this tag.
  public static func read(tag: String, in store: RecordStore) throws(Problem) -> StoredPackage {
    guard let commit = store.snapshot[RefName.package(tag)] else {
      throw try missing(tag, in: store)
    }
    let repository = store.repository
    let what = "the package \(escaped(tag))"
    guard let bytes = try repository.file(at: PackageLayout.manifest, in: commit) else {
      throw Problem(
        .badData, "\(what) holds no \(PackageLayout.manifest)",
        hint: "git ls-tree \(RefName.package(tag))")
    }
    let package = try decoded(bytes, what)
    guard package.tag == tag else {
      throw Problem(
        .badData, "\(what) says that it is the package of \(quoted(package.tag))",
        hint: "relman package verify \(tag)")
    }
    return StoredPackage(
      commit: commit, package: package, digest: try Digest.sha256(bytes), repository: repository)
  }

  private static func decoded(_ bytes: [UInt8], _ what: String) throws(Problem) -> Package {
    let read = try JSON(parsing: bytes, what: what)
    let format = read["relman"]?.integer
    switch format {
    case Package.format:
      return try CanonicalJSON.decode(Package.self, from: bytes, read: read, what: what)
    case PackageFormat1.format:
      return try CanonicalJSON.decode(PackageFormat1.self, from: bytes, read: read, what: what)
        .package()
    default:
      throw Problem(
        .badData,
        "\(what) has the format \(format.map { "\($0)" } ?? "of something else"); this version of "
          + "relman reads the formats up to \(Package.format)")
    }
  }

  /// The stored packages' tags and commits, in the order of their names' bytes.
  public static func all(in store: RecordStore) -> [(tag: String, commit: ObjectID)] {
    store.snapshot.refs(prefix: RefName.packages).map {
      (String($0.name.dropFirst(RefName.packages.count)), $0.target)
    }
  }

  private static func missing(
    _ tag: String, in store: RecordStore
  ) throws(Problem) -> Problem {
    let tags = try store.repository.references(prefix: "refs/tags/").map {
      String($0.name.dropFirst("refs/tags/".count))
    }
    if tags.contains(tag) {
      return Problem(
        .notFound, "\(quoted(tag)) has no package yet", hint: "relman package build \(tag)")
    }
    let known = all(in: store).map(\.tag) + tags
    return Problem(
      .notFound, "there is no tag \(quoted(tag))" + suggestion(for: tag, among: known),
      hint: "relman package list")
  }

  /// What the package holds, its tree read once.
  public func files() throws(Problem) -> PackageFiles { try PackageFiles(self) }
}
