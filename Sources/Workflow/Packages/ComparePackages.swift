import Records
import Git
import Release

/// What one package has that another has not.
public struct PackageComparison: Encodable, Sendable {
  public var from: String
  public var to: String
  public var migrations: [Addition]
  public var changes: [String]
  public var files: [File]

  public struct Addition: Encodable, Sendable {
    public var database: String
    public var id: String
  }

  public struct File: Encodable, Sendable {
    public var path: Path
    /// `added`, `removed` or `changed`.
    public var state: String
  }
}

public func comparePackages(
  _ from: String, _ to: String, _ context: CommandContext
) throws(Problem) -> PackageComparison {
  let store = try RecordStore.open(context)
  let old = try StoredPackage.read(tag: from, in: store).package
  let new = try StoredPackage.read(tag: to, in: store).package
  return PackageComparison(old, new)
}

extension PackageComparison {
  init(_ old: Package, _ new: Package) {
    migrations = new.databases.flatMap { database in
      let known = Set(
        old.databases.first { $0.name == database.name }?.migrations.map(\.id) ?? [])
      return database.migrations.filter { !known.contains($0.id) }
        .map { Addition(database: database.name, id: $0.id) }
    }
    let known = Set(old.changes.map(\.id))
    changes = new.changes.map(\.id).filter { !known.contains($0) }
    (from, to) = (old.tag, new.tag)
    files = differences(old, new)
  }
}

private func differences(_ old: Package, _ new: Package) -> [PackageComparison.File] {
  var before: [Path: PackagedFile] = [:]
  for file in old.files { before[file.path] = file }
  var result: [PackageComparison.File] = []
  for file in new.files {
    let earlier = before.removeValue(forKey: file.path)
    if earlier != file {
      result.append(.init(path: file.path, state: earlier == nil ? "added" : "changed"))
    }
  }
  result += before.keys.map { .init(path: $0, state: "removed") }
  return result.sorted { $0.path < $1.path }
}
