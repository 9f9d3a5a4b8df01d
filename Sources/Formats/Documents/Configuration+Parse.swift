import Release

extension Configuration {
  /// Reads `.relman/config.yaml`.
  ///
  /// - Throws: `.configuration`, with file, line and column.
  public static func parse(_ bytes: [UInt8], file: String) throws(Problem) -> Configuration {
    var root = try YAMLMapping(YAMLNode(parsing: bytes, file: file), "the configuration")
    try root.required("relman").checkFormatVersion()
    let packages = try root.required("packages")
    let lines = try packages.list(PackageLine.read)
    guard let line = lines.first, lines.count == 1 else {
      throw packages.fail(
        "expected exactly one package, found \(lines.count): a monorepo is not supported by this "
          + "version of relman")
    }
    let databases = try root.optional("databases").map(readDatabases) ?? []
    let commits = try root.optional("commits").map(CommitRules.read)
    try root.end()
    return Configuration(
      package: line, databases: databases, commits: commits ?? CommitRules(unconventional: .refuse))
  }
}

private func readDatabases(_ node: YAMLNode) throws(Problem) -> [Database] {
  var mapping = try YAMLMapping(node, "databases")
  var result: [Database] = []
  for member in try mapping.entries() {
    let database = try Database.read(member.key, member.value)
    for other in result
    where database.path.isInside(other.path) || other.path.isInside(database.path) {
      throw member.keyMark.problem(
        "the folder \(quoted(database.path.text)) overlaps \(quoted(other.path.text)) of the "
          + "database \(other.name)")
    }
    result.append(database)
  }
  return result
}

extension Database {
  fileprivate static func read(_ name: String, _ node: YAMLNode) throws(Problem) -> Database {
    var mapping = try YAMLMapping(node, "a database")
    let pathNode = try mapping.required("path")
    let path = Path(withoutEndSlash(try pathNode.line()))
    let layout = try mapping.optional("layout")?.choice(Layout.self, later: laterLayouts)
    try mapping.end()
    if let why = path.whyUnsafe {
      throw pathNode.fail("\(quoted(path.text)) cannot be a database's folder: \(why)")
    }
    guard !path.isInside(Path(".relman")) else {
      throw pathNode.fail("\(quoted(path.text)) cannot be a database's folder: .relman is relman's")
    }
    return Database(name: name, path: path, layout: layout ?? .relman)
  }

  private static let laterLayouts = ["sqitch", "flyway", "dbmate", "golang-migrate", "up-down"]

  /// `db/shop/` and `db/shop` are one folder.
  private static func withoutEndSlash(_ text: String) -> String {
    text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}

extension PackageLine {
  fileprivate static func read(_ node: YAMLNode) throws(Problem) -> PackageLine {
    var mapping = try YAMLMapping(node, "a package")
    let name = try mapping.required("name").name()
    let tagNode = mapping.optional("tag")
    let scheme = try mapping.optional("scheme").map(Scheme.read) ?? .semver
    let beforeOne = try mapping.optional("beforeOne").map(BeforeOne.read) ?? BeforeOne()
    let first = try mapping.optional("first")?.firstVersion(of: scheme)
    let paths = try mapping.optional("paths")?.list(glob)
    let exclude = try mapping.optional("exclude")?.list(glob)
    try mapping.end()
    let pattern = try tagNode?.line() ?? "v{version}"
    guard let tag = TagPattern(pattern) else {
      throw (tagNode ?? node).fail(
        "\(quoted(pattern)) is no tag pattern: {version} once, among letters, digits, . _ - + @ /"
      )
    }
    return PackageLine(
      name: name, tag: tag, scheme: scheme, beforeOne: beforeOne, first: first,
      paths: paths ?? [Glob("**")], exclude: exclude ?? [])
  }
}

/// A path pattern of at most 1000 bytes.
func glob(_ node: YAMLNode) throws(Problem) -> Glob {
  let text = try node.line()
  guard !text.isEmpty, text.utf8.count <= 1000 else {
    throw node.fail("expected a path pattern of 1 to 1000 bytes")
  }
  return Glob(text)
}

extension CommitRules {
  fileprivate static func read(_ node: YAMLNode) throws(Problem) -> CommitRules {
    var mapping = try YAMLMapping(node, "commits")
    let types = try mapping.optional("types").map(headings)
    let unconventional = try mapping.optional("unconventional")?.choice(Unconventional.self)
    try mapping.end()
    return CommitRules(
      types: types ?? CommitRules.defaultTypes, unconventional: unconventional ?? .refuse)
  }

  private static func headings(_ node: YAMLNode) throws(Problem) -> [Heading] {
    var mapping = try YAMLMapping(node, "types")
    var result: [Heading] = []
    for member in try mapping.entries() {
      result.append(Heading(member.key, try member.value.line()))
    }
    return result
  }
}
