import Git
import Release

/// A package as its tag gives it, in memory.
struct BuiltPackage {
  let package: Package
  let digest: Digest
  let commit: ObjectID
  /// What the repository would have to hold besides the objects of the tag.
  let objects: NewObjects

  /// As the package after it sees it.
  var asPredecessor: PackageDraft.Predecessor {
    .init(input: .init(package: package, digest: digest), commit: commit)
  }
}
