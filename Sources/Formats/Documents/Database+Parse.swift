import Release

extension Database {
  /// - Returns: each database, and the place of its package.
  static func readAll(
    _ node: YAMLNode, of packages: [PackageDefinition]
  ) throws(Problem) -> [(Database, package: Int)] {
    var mapping = try YAMLMapping(node, "databases")
    var result: [(Database, package: Int)] = []
    for member in try mapping.entries() {
      let (database, package) = try read(member, of: packages)
      for (other, _) in result
      where database.path.isInside(other.path) || other.path.isInside(database.path) {
        throw member.keyMark.problem(
          "the folder \(quoted(database.path.text)) overlaps \(quoted(other.path.text)) of the "
            + "database \(other.name)")
      }
      result.append((database, package))
    }
    return result
  }

  private static func read(
    _ member: YAMLNode.Member, of packages: [PackageDefinition]
  ) throws(Problem) -> (Database, package: Int) {
    var mapping = try YAMLMapping(member.value, "a database")
    let pathNode = try mapping.required("path")
    let layout = try mapping.optional("layout")?.choice(Layout.self, later: laterLayouts)
    let packageNode = mapping.optional("package")
    try mapping.end()
    let database = Database(
      name: member.key, path: try folder(pathNode), layout: layout ?? .relman)
    guard let packageNode else {
      guard packages.count == 1 else {
        throw member.keyMark.problem(
          "there are several packages: which of them carries the database? "
            + "`package: \(packages[0].name)`")
      }
      return (database, 0)
    }
    let name = try packageNode.name()
    guard let package = packages.firstIndex(where: { $0.name == name }) else {
      throw packageNode.fail(
        "there is no package \(quoted(name))" + suggestion(for: name, among: packages.map(\.name)))
    }
    return (database, package)
  }

  /// `db/shop/` and `db/shop` are one folder.
  private static func folder(_ node: YAMLNode) throws(Problem) -> Path {
    let text = try node.line()
    let path = Path(text.hasSuffix("/") ? String(text.dropLast()) : text)
    if let why = path.whyUnsafe {
      throw node.fail("\(quoted(path.text)) cannot be a database's folder: \(why)")
    }
    guard !path.isInside(.relman) else {
      throw node.fail("\(quoted(path.text)) cannot be a database's folder: .relman is relman's")
    }
    return path
  }

  private static let laterLayouts = ["sqitch", "flyway", "dbmate", "golang-migrate", "up-down"]
}
