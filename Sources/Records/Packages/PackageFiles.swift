import Git
import Release
import Trust

/// The files of a stored package by their paths, from its tree and from its `package.json`, so that
/// each is found without another look into the tree.
public struct PackageFiles {
  private let stored: StoredPackage
  /// As the tree has them.
  private let entries: [Path: TreeEntry]
  /// As `package.json` lists the payload.
  private let payload: [Path: PackagedFile]

  /// - Throws: `.badData` when two files have one place.
  init(_ stored: StoredPackage) throws(Problem) {
    let package = stored.package
    let entries = try stored.repository.treeEntries(of: stored.commit)
    self.stored = stored
    self.entries = Dictionary(entries.map { (Path($0.path), $0) }) { first, _ in first }
    payload = Dictionary(package.files.map { ($0.path, $0) }) { first, _ in first }
    guard self.entries.count == entries.count, payload.count == package.files.count else {
      throw Problem(.badData, "the package \(package.tag) has two files in one place")
    }
  }

  /// The bytes of a file of the payload, checked against `package.json`.
  public func file(_ path: Path) throws(Problem) -> [UInt8] {
    guard let listed = payload[path] else {
      throw Problem(.badData, "the package \(stored.package.tag) carries no \(quoted(path.text))")
    }
    return try bytes(of: listed)
  }

  /// Checks every byte that the package holds against `package.json`.
  ///
  /// - Throws: `.badData`, naming the first file that is missing, extra or different.
  public func check() throws(Problem) {
    let package = stored.package
    var expected: Set<Path> = [Path(PackageLayout.manifest)]
    for file in package.files { expected.insert(try check(file)) }
    for change in package.changes {
      expected.insert(try check(PackageLayout.ticket(change.id), is: change.sha256))
    }
    expected.insert(try checkNotes())
    for script in package.databases.flatMap(\.migrations).flatMap(\.scripts.all).map(\.script)
    where payload[script.path]?.sha256 != script.sha256 {
      throw Problem(
        .badData,
        "the package \(package.tag) names \(quoted(script.path.text)) as a migration's script, and "
          + "does not carry that file")
    }
    if let extra = entries.keys.filter({ !expected.contains($0) }).min() {
      throw Problem(
        .badData,
        "the package \(package.tag) holds \(quoted(extra.text)), which its "
          + "\(PackageLayout.manifest) does not name")
    }
  }

  /// - Returns: their path in the package.
  @discardableResult
  public func checkNotes() throws(Problem) -> Path {
    try check(PackageLayout.notes, is: stored.package.notes)
  }

  /// - Returns: its path in the package.
  private func check(_ file: PackagedFile) throws(Problem) -> Path {
    _ = try bytes(of: file)
    return file.path.inPayload
  }

  private func check(_ path: String, is digest: Digest) throws(Problem) -> Path {
    _ = try bytes(at: Path(path), .regular, digest)
    return Path(path)
  }

  private func bytes(of file: PackagedFile) throws(Problem) -> [UInt8] {
    try bytes(at: file.path.inPayload, file.mode, file.sha256)
  }

  private func bytes(
    at path: Path, _ mode: PackagedFile.Mode, _ digest: Digest
  ) throws(Problem) -> [UInt8] {
    guard let entry = entries[path], PackagedFile.Mode(entry.mode) == mode else {
      throw Problem(
        .badData,
        "the package \(stored.package.tag) lacks \(quoted(path.text)), or has it with another mode")
    }
    let bytes = try stored.repository.blob(entry.id)
    guard try Digest.sha256(bytes) == digest else {
      throw Problem(
        .badData,
        "\(quoted(path.text)) in the package \(stored.package.tag) is not what its "
          + "\(PackageLayout.manifest) says",
        hint: "relman package verify \(stored.package.tag)")
    }
    return bytes
  }
}

extension Path {
  fileprivate var inPayload: Path { Path(PackageLayout.payload + text) }
}
