import Formats
import Git
import Release

extension Repository {
  /// The package commit of a tag in what a remote's ref names, whatever was pushed on top of it:
  /// the oldest of those that say so one after the other. Nil where none does.
  func package(of tag: String, in tip: ObjectID) throws(Problem) -> ObjectID? {
    var found: ObjectID?
    var next: ObjectID? = tip
    for _ in 0..<maximumSteps {
      guard let commit = next, try isTreeCommit(commit) else { return found }
      if try packageTag(of: commit) == tag {
        found = commit
      } else if found != nil {
        return found
      }
      next = try self.commit(commit).parents.first
    }
    return found
  }

  private func packageTag(of commit: ObjectID) throws(Problem) -> String? {
    guard let entry = try entry(at: PackageLayout.manifest, in: commit), entry.mode == .regular,
      try blobSize(entry.id) <= maximumManifestBytes
    else { return nil }
    do throws(Problem) {
      return try JSON(parsing: blob(entry.id), what: "the manifest")["tag"]?.string
    } catch {
      return nil  // What is wrong with it does not matter: it is no package's.
    }
  }
}

/// More than anybody pushes by mistake.
private let maximumSteps = 100
private let maximumManifestBytes = 64 << 20
