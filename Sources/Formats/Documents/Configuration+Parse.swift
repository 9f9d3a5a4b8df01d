import Release

extension Configuration {
  /// Reads `.relman/config.yaml`.
  ///
  /// - Throws: `.configuration`, with file, line and column.
  public static func parse(_ bytes: [UInt8], file: SourceFile) throws(Problem) -> Configuration {
    var root = try YAMLMapping(YAMLNode(parsing: bytes, file: file), "the configuration")
    try root.required("relman").checkFormatVersion()
    var packages = try PackageDefinition.readAll(root.required("packages"))
    if let databases = root.optional("databases") {
      for (database, package) in try Database.readAll(databases, of: packages) {
        packages[package].databases.append(database)
      }
    }
    let commits = try root.optional("commits").map(CommitRules.read)
    try root.end()
    return Configuration(
      packages: packages, commits: commits ?? CommitRules(unconventional: .refuse))
  }
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
