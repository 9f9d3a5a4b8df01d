import Formats
import Git
import Release

/// Builds the package of a tag in memory: a pure function of the tag, so that anyone can build it
/// again and get the same object ids. The packages before it that are missing are built first.
struct PackageBuilder {
  let repository: Repository

  /// The package with all that keeps it from being one.
  ///
  /// - Throws: `.refused` when one before it could not be built.
  func draft(_ tag: Tag) throws(Problem) -> PackageDraft { try draft(tag) { _ in } }

  /// - Throws: `.refused` with every finding.
  func build(_ tag: Tag) throws(Problem) -> BuiltPackage { try draft(tag).complete() }

  /// Builds and stores; what is stored already is compared.
  ///
  /// - Throws: `.refused` with every finding, `.badData` when the stored package is another one.
  func store(_ tag: Tag) throws(Problem) -> StoredPackage {
    let draft = try draft(tag, storingEarlier: store)
    guard try repository.reference(RefName.package(tag.name)) != nil else {
      try store(draft.complete())
      return try StoredPackage.read(tag: tag.name, in: repository)
    }
    let stored = try StoredPackage.read(tag: tag.name, in: repository)
    guard try Reproduction(stored, draft).isSame else {
      throw Problem(
        .badData,
        "\(RefName.package(tag.name)) is not the package that its tag gives: the tag was moved, or "
          + "the ref was", hint: "relman package verify \(tag.name)")
    }
    return stored
  }

  func reproduction(of stored: StoredPackage, from tag: Tag) throws(Problem) -> Reproduction {
    try Reproduction(stored, draft(tag))
  }

  private func draft(
    _ tag: Tag, storingEarlier store: (BuiltPackage) throws(Problem) -> Void
  ) throws(Problem) -> PackageDraft {
    var source = try PackageSource(tag, in: repository)
    var later: [PackageSource] = []
    while let missing = try missingPredecessor(of: source) {
      later.append(source)
      source = missing
    }
    var draft = try PackageDraft(source, after: storedPredecessor(of: source))
    for next in later.reversed() {
      let built = try draft.complete()
      try store(built)
      draft = try PackageDraft(next, after: built.asPredecessor)
    }
    return draft
  }

  /// The release before, where it wants a package and has none.
  private func missingPredecessor(of source: PackageSource) throws(Problem) -> PackageSource? {
    guard let tag = try packagedPredecessor(of: source),
      try repository.reference(RefName.package(tag.name)) == nil
    else { return nil }
    return try PackageSource(tag, in: repository, before: source)
  }

  private func storedPredecessor(
    of source: PackageSource
  ) throws(Problem) -> PackageDraft.Predecessor? {
    guard let tag = try packagedPredecessor(of: source) else { return nil }
    let stored = try StoredPackage.read(tag: tag.name, in: repository)
    guard stored.package.source == tag.commit else {
      throw Problem(
        .badData, "the tag \(tag.name) is not where its package was made",
        hint: "relman package verify \(tag.name)")
    }
    return .init(
      input: .init(package: stored.package, digest: stored.digest), commit: stored.commit)
  }

  /// The line begins with the first release whose tree has a configuration that knows it.
  private func packagedPredecessor(of source: PackageSource) throws(Problem) -> Tag? {
    guard let tag = source.predecessor?.tag,
      let bytes = try repository.file(at: Project.configurationPath, in: tag.commit)
    else { return nil }
    let file = "\(escaped(tag.name)):\(Project.configurationPath)"
    return try Configuration.parse(bytes, file: file).package(ofTag: tag.name) == nil ? nil : tag
  }

  private func store(_ built: BuiltPackage) throws(Problem) {
    try repository.write(built.objects)
    try repository.update(
      RefName.package(built.package.tag), to: built.commit, expecting: nil,
      log: "relman: package \(built.digest.short)")
  }
}
