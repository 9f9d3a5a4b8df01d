import Release

extension PackageDefinition {
  /// Reads the packages, of which no two have a name, a tag or a changelog in common.
  static func readAll(_ node: YAMLNode) throws(Problem) -> [PackageDefinition] {
    let drafts = try node.list(Draft.init)
    guard !drafts.isEmpty else { throw node.fail("expected a package at least") }
    guard drafts.count <= mostPackages else {
      throw node.fail("there are \(drafts.count) packages; \(mostPackages) are the most")
    }
    var lines: [PackageDefinition] = []
    for draft in drafts {
      let line = draft.line(isAlone: drafts.count == 1)
      if let clash = draft.clash(of: line, with: lines) { throw clash }
      lines.append(line)
    }
    return lines
  }

  /// A package as it is written, and where.
  fileprivate struct Draft {
    let node: YAMLNode
    let nameNode: YAMLNode
    let tagNode: YAMLNode?
    let changelogNode: YAMLNode?
    private let read: PackageDefinition
    private let changelog: Path?

    init(_ node: YAMLNode) throws(Problem) {
      var mapping = try YAMLMapping(node, "a package")
      self.node = node
      nameNode = try mapping.required("name")
      tagNode = mapping.optional("tag")
      let scheme = try mapping.optional("scheme").map(Scheme.read) ?? .semver
      let beforeOne =
        try mapping.optional("beforeOne").map(InitialDevelopment.read) ?? InitialDevelopment()
      let first = try mapping.optional("first")?.firstVersion(of: scheme)
      let paths = try mapping.optional("paths")?.list(glob)
      let exclude = try mapping.optional("exclude")?.list(glob)
      changelogNode = mapping.optional("changelog")
      try mapping.end()
      changelog = try changelogNode.map(changelogPath)
      read = PackageDefinition(
        name: try nameNode.name(), tag: try pattern(tagNode, of: node), scheme: scheme,
        beforeOne: beforeOne, first: first, paths: paths ?? [Glob("**")], exclude: exclude ?? [])
    }

    /// The changelog of one package among several stands in its folder, where it has just one.
    func line(isAlone: Bool) -> PackageDefinition {
      var line = read
      line.isAlone = isAlone
      if let changelog {
        line.changelog = changelog
      } else if !isAlone {
        let folder = line.paths.count == 1 ? line.paths[0].folder : nil
        let beside = folder.map { Path("\($0)/CHANGELOG.md") }
        line.changelog =
          beside.flatMap { $0.whyUnsafe == nil ? $0 : nil } ?? Path("CHANGELOG-\(line.name).md")
      }
      return line
    }
  }
}

extension PackageDefinition.Draft {
  /// What a package has in common with one of those before it.
  func clash(of line: PackageDefinition, with others: [PackageDefinition]) -> Problem? {
    for other in others {
      if other.name == line.name {
        return nameNode.fail("there is a package \(quoted(line.name)) already")
      }
      if let tag = line.tagShared(with: other) {
        return (tagNode ?? node).fail(
          "a tag like \(quoted(tag)) would be a release of \(other.name) and of \(line.name): "
            + "`tag: \"\(line.name)@{version}\"`")
      }
      if other.changelog == line.changelog {
        return (changelogNode ?? node).fail(
          "\(other.name) and \(line.name) would both write \(quoted(line.changelog.text)): "
            + "`changelog: CHANGELOG-\(line.name).md`")
      }
    }
    return nil
  }
}

/// Each is held against every other, and each asks history for itself.
private let mostPackages = 1000

private func pattern(_ tag: YAMLNode?, of package: YAMLNode) throws(Problem) -> TagPattern {
  let text = try tag?.line() ?? "v{version}"
  if let pattern = TagPattern(text) { return pattern }
  throw (tag ?? package).fail(
    "\(quoted(text)) is no tag pattern: {version} once, among letters, digits, . _ - + @ /")
}

private func changelogPath(_ node: YAMLNode) throws(Problem) -> Path {
  let path = Path(try node.line())
  if let why = path.whyUnsafe {
    throw node.fail("\(quoted(path.text)) cannot be a changelog: \(why)")
  }
  guard !path.isInside(.relman), path.text.hasSuffix(".md") else {
    throw node.fail("\(quoted(path.text)) cannot be a changelog: a Markdown file outside .relman")
  }
  return path
}

/// A path pattern of at most 1000 bytes.
func glob(_ node: YAMLNode) throws(Problem) -> Glob {
  let text = try node.line()
  guard !text.isEmpty, text.utf8.count <= 1000 else {
    throw node.fail("expected a path pattern of 1 to 1000 bytes")
  }
  return Glob(text)
}
