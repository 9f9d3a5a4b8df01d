import Release

// A repository may have several packages. A command is about one of them: the one that `--package`
// or a tag names, or the only one there is.
extension Project {
  var lines: [PackageDefinition] { configuration.packages }

  /// The package that the command is about.
  ///
  /// - Throws: `.usage` when there are several, and none was named.
  var line: PackageDefinition {
    get throws(Problem) {
      if let chosen { return chosen }
      if lines.count == 1 { return lines[0] }
      throw Problem(
        .usage,
        "there are several packages, and none is named by --package: "
          + lines.map(\.name).joined(separator: ", "), hint: "relman next")
    }
  }

  func about(_ line: PackageDefinition) -> Project {
    var project = self
    project.chosen = line
    return project
  }

  /// - Throws: `.notFound`, with the nearest name.
  func about(package name: String?) throws(Problem) -> Project {
    guard let name else { return self }
    if let line = lines.first(where: { $0.name == name }) { return about(line) }
    throw Problem(
      .notFound,
      "there is no package \(quoted(name))" + suggestion(for: name, among: lines.map(\.name)),
      hint: "relman next")
  }

  /// As it is where a package was named; else about the one of which `tag` is a release, if any.
  func about(tag: String?) -> Project {
    guard chosen == nil, let tag, let line = configuration.package(ofTag: tag) else { return self }
    return about(line)
  }

  /// Once for each package that the command is about.
  var each: [Project] { chosen.map { [about($0)] } ?? lines.map(about) }
}
