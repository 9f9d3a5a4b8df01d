import Formats
import Git
import Release
import Trust

/// A package as the repository keeps it: a commit on `refs/relman/packages/<tag>` whose tree is the
/// package.
struct StoredPackage {
  let commit: ObjectID
  let package: Package
  let digest: Digest
  let repository: Repository

  /// - Throws: `.notFound`, with the nearest tag, when there is no such package; `.badData` when
  ///   what the ref names is not the package of this tag.
  static func read(tag: String, in repository: Repository) throws(Problem) -> StoredPackage {
    guard let commit = try repository.reference(RefName.package(tag)) else {
      throw try missing(tag, in: repository)
    }
    let what = "the package \(escaped(tag))"
    guard let bytes = try repository.file(at: PackageLayout.manifest, in: commit) else {
      throw Problem(
        .badData, "\(what) holds no \(PackageLayout.manifest)",
        hint: "git ls-tree \(RefName.package(tag))")
    }
    let package = try CanonicalJSON.decode(Package.self, from: bytes, what: what)
    guard package.tag == tag else {
      throw Problem(
        .badData, "\(what) says that it is the package of \(quoted(package.tag))",
        hint: "relman package verify \(tag)")
    }
    return StoredPackage(
      commit: commit, package: package, digest: try Digest.sha256(bytes), repository: repository)
  }

  /// The stored packages' tags and commits, in the order of their names' bytes.
  static func all(in repository: Repository) throws(Problem) -> [(tag: String, commit: ObjectID)] {
    try repository.references(prefix: RefName.packages).map {
      (String($0.name.dropFirst(RefName.packages.count)), $0.target)
    }
  }

  private static func missing(
    _ tag: String, in repository: Repository
  ) throws(Problem) -> Problem {
    let tags = try repository.references(prefix: "refs/tags/").map {
      String($0.name.dropFirst("refs/tags/".count))
    }
    if tags.contains(tag) {
      return Problem(
        .notFound, "\(quoted(tag)) has no package yet", hint: "relman package build \(tag)")
    }
    let known = try all(in: repository).map(\.tag) + tags
    return Problem(
      .notFound, "there is no tag \(quoted(tag))" + suggestion(for: tag, among: known),
      hint: "relman package list")
  }

  /// A payload file's bytes, checked against `package.json`.
  func file(_ path: Path) throws(Problem) -> [UInt8] {
    guard let listed = package.files.first(where: { $0.path == path }) else {
      throw Problem(.badData, "the package \(package.tag) carries no \(quoted(path.text))")
    }
    return try checked(listed, at: PackageLayout.payload + path.text)
  }

  /// Checks every byte that the package holds against `package.json`.
  ///
  /// - Throws: `.badData`, naming the first file that is missing, extra or different.
  func checkIntegrity() throws(Problem) {
    var expected: Set<String> = [PackageLayout.manifest, PackageLayout.notes]
    for file in package.files {
      expected.insert(PackageLayout.payload + file.path.text)
      _ = try checked(file, at: PackageLayout.payload + file.path.text)
    }
    for change in package.changes {
      expected.insert(PackageLayout.ticket(change.id))
      try check(PackageLayout.ticket(change.id), is: change.sha256)
    }
    try check(PackageLayout.notes, is: package.notes)
    for entry in try repository.treeEntries(of: commit) where !expected.contains(entry.path) {
      throw Problem(
        .badData,
        "the package \(package.tag) holds \(quoted(entry.path)), which its "
          + "\(PackageLayout.manifest) does not name")
    }
  }

  private func checked(_ file: PackagedFile, at path: String) throws(Problem) -> [UInt8] {
    guard let entry = try repository.entry(at: path, in: commit), entry.mode.octal == file.mode
    else {
      throw Problem(
        .badData, "the package \(package.tag) lacks \(quoted(path)), or has it with another mode")
    }
    let bytes = try repository.blob(entry.id)
    guard try Digest.sha256(bytes) == file.sha256 else { throw differs(path) }
    return bytes
  }

  private func check(_ path: String, is digest: Digest) throws(Problem) {
    guard let bytes = try repository.file(at: path, in: commit) else {
      throw Problem(.badData, "the package \(package.tag) lacks \(quoted(path))")
    }
    guard try Digest.sha256(bytes) == digest else { throw differs(path) }
  }

  private func differs(_ path: String) -> Problem {
    Problem(
      .badData,
      "\(quoted(path)) in the package \(package.tag) is not what its "
        + "\(PackageLayout.manifest) says", hint: "relman package verify \(package.tag)")
  }
}
