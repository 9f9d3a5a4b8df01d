import Git
import Records
import Release

/// A stored package beside the one that its tag gives.
struct Reproduction {
  let stored: StoredPackage
  let rebuilt: BuiltPackage
  /// Whether the stored package is what its tag gives: byte for byte or, where another version of
  /// the generator made it, in everything but generated prose.
  let isSame: Bool

  /// - Throws: `.badData` when the stored package is not what its own `package.json` says.
  init(_ stored: StoredPackage, _ draft: PackageDraft) throws(Problem) {
    self.stored = stored
    do throws(Problem) {
      rebuilt = try draft.complete()
    } catch {
      try stored.files().check()
      throw error
    }
    // One commit is one tree, and building it again has read every byte but what is generated.
    if rebuilt.commit == stored.commit {
      try stored.files().checkNotes()
      isSame = true
      return
    }
    try stored.files().check()
    isSame = stored.isOfThisGenerator ? false : try draft.agrees(with: stored)
  }

  /// Why it is not the same, for a person.
  var difference: String {
    "stored \(stored.digest.short), built again \(rebuilt.digest.short)"
      + (stored.isOfThisGenerator
        ? ""
        : "; generator \(stored.package.generator) made it, and this is generator "
          + "\(PackageGenerator.version)")
  }
}

extension StoredPackage {
  fileprivate var isOfThisGenerator: Bool { package.generator == PackageGenerator.version }
}

extension PackageDraft {
  fileprivate func agrees(with stored: StoredPackage) throws(Problem) -> Bool {
    var expected = assembly.package
    expected.generator = stored.package.generator
    if hasGeneratedNotes { expected.notes = stored.package.notes }
    guard expected == stored.package else { return false }
    var objects = NewObjects()
    let tree = try source.repository.commit(stored.commit).tree
    return try addCommit(to: &objects, tree: tree, digest: stored.digest) == stored.commit
  }
}
