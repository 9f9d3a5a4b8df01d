import Formats
import Git
import Records
import Release

/// Builds the package of a tag in memory: a pure function of the tag, so that anyone can build it
/// again and get the same object ids. The packages before it that are missing are built first.
struct PackageBuilder {
  let store: RecordStore

  /// The package with all that keeps it from being one.
  ///
  /// - Throws: `.refused` when one before it could not be built.
  func draft(_ tag: Tag) throws(Problem) -> PackageDraft { try draft(tag, adding: { _ in }) }

  /// - Throws: `.refused` with every finding.
  func build(_ tag: Tag) throws(Problem) -> BuiltPackage { try draft(tag).complete() }

  /// Builds and stores; what is stored already is compared.
  ///
  /// - Throws: `.refused` with every finding, `.badData` when the stored package is another one.
  /// - Returns: the store that has it.
  func store(_ tag: Tag) throws(Problem) -> RecordStore {
    var transaction = Transaction(store)
    let draft = try draft(tag) { built throws(Problem) in transaction.add(built) }
    guard store.snapshot[RefName.package(tag.name)] != nil else {
      transaction.add(try draft.complete())
      return try transaction.commit()
    }
    let stored = try StoredPackage.read(tag: tag.name, in: store)
    guard try Reproduction(stored, draft).isSame else {
      throw Problem(
        .badData,
        "\(RefName.package(tag.name)) is not the package that its tag gives: the tag was moved, or "
          + "the ref was", hint: "relman package verify \(tag.name)")
    }
    return try transaction.commit()
  }

  func reproduction(of stored: StoredPackage, from tag: Tag) throws(Problem) -> Reproduction {
    try Reproduction(stored, draft(tag))
  }

  private func draft(
    _ tag: Tag, adding add: (BuiltPackage) throws(Problem) -> Void
  ) throws(Problem) -> PackageDraft {
    var source = try PackageSource(tag, in: store)
    var later: [PackageSource] = []
    while let missing = try missingPredecessor(of: source) {
      later.append(source)
      source = missing
    }
    var draft = try PackageDraft(source, after: storedPredecessor(of: source))
    for next in later.reversed() {
      let built = try draft.complete()
      try add(built)
      draft = try PackageDraft(next, after: built.asPredecessor)
    }
    return draft
  }

  /// The release before, where it wants a package and has none.
  private func missingPredecessor(of source: PackageSource) throws(Problem) -> PackageSource? {
    guard let tag = try packagedPredecessor(of: source),
      store.snapshot[RefName.package(tag.name)] == nil
    else { return nil }
    return try PackageSource(tag, in: store, before: source)
  }

  private func storedPredecessor(
    of source: PackageSource
  ) throws(Problem) -> PackageDraft.Predecessor? {
    guard let tag = try packagedPredecessor(of: source) else { return nil }
    let stored = try StoredPackage.read(tag: tag.name, in: store)
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
      let bytes = try store.repository.file(at: Project.configurationPath, in: tag.commit)
    else { return nil }
    let file = SourceFile(Project.configurationPath, in: tag.name)
    return try Configuration.parse(bytes, file: file).package(ofTag: tag.name) == nil ? nil : tag
  }
}

extension Transaction {
  fileprivate mutating func add(_ built: BuiltPackage) {
    objects.add(built.objects)
    move(
      RefName.package(built.package.tag), to: built.commit, log: "package \(built.digest.short)")
  }
}
