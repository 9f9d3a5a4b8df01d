import Git
import Release

extension Gate {
  /// Builds the package again from its tag, in memory, and compares.
  ///
  /// - Throws: `.badData` where the package is not even what its own `package.json` says.
  func reproduction() throws(Problem) -> Facts.Reproduction {
    guard let tag = try stored.repository.tag(named: stored.package.tag) else {
      try stored.files().check()
      return .unknown(
        "the tag \(quoted(stored.package.tag)) is not here", hint: "relman sync")
    }
    if let previous = stored.package.previous?.tag,
      try stored.repository.reference(RefName.tag(previous)) == nil
    {
      try stored.files().check()
      return .unknown(
        "the tag \(quoted(previous)), which it follows, is not here", hint: "relman sync")
    }
    do throws(Problem) {
      let reproduction = try PackageBuilder(store: project.store)
        .reproduction(of: stored, from: tag)
      return reproduction.isSame ? .reproduced : .differs(from: reproduction.rebuilt.digest)
    } catch {
      try stored.files().check()
      return .unknown("it cannot be built again: \(error.message)", hint: error.hint)
    }
  }

  /// - Throws: `.refused` where the package is not what its tag gives: nobody signs what they have
  ///   not seen made.
  func requireReproduced() throws(Problem) {
    let tag = stored.package.tag
    switch try reproduction() {
    case .reproduced: return
    case .differs(let digest):
      throw Problem(
        .badData,
        "the package \(tag) is not what its tag gives: stored \(stored.digest.short), "
          + "built again \(digest.short)", hint: "git log -2 \(RefName.package(tag))")
    case .unknown(let why, let hint):
      throw Problem(
        .refused, "the package \(tag) is not signed unseen: \(why)", hint: hint)
    }
  }
}
