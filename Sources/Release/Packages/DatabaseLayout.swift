/// The migrations that the payload's files make up, by the layout `relman`: one folder a
/// change, with `deploy.sql` and perhaps `revert.sql` and `verify.sql`.
struct DatabaseLayout {
  private(set) var migrations: [Migration] = []
  private(set) var findings: [PackageFinding] = []

  init(_ database: Database, files: [PackagedFile]) {
    for (id, found) in Self.scripts(of: database, in: files).sorted(by: { $0.key < $1.key }) {
      let place = Path("\(database.path)/\(id)/\(found.keys.map(\.fileName).min() ?? "")")
      guard isName(id.text) else {
        findings.append(
          PackageFinding(
            "\(database.path)/\(escaped(id.text)): a change's folder is named by \(nameRule)",
            at: place))
        continue
      }
      guard let deploy = found[.deploy] else {
        findings.append(PackageFinding("\(database.path)/\(id) has no deploy.sql", at: place))
        continue
      }
      migrations.append(
        Migration(
          id: id.text,
          scripts: .init(deploy: deploy, revert: found[.revert], verify: found[.verify])))
    }
  }

  /// By folder.
  private static func scripts(
    of database: Database, in files: [PackagedFile]
  ) -> [Path: [MigrationScript.Kind: MigrationScript]] {
    var result: [Path: [MigrationScript.Kind: MigrationScript]] = [:]
    let kinds = Dictionary(
      uniqueKeysWithValues: MigrationScript.Kind.allCases.map { ($0.fileName, $0) })
    for file in files where file.path.isInside(database.path) {
      let rest = file.path.parts.dropFirst(database.path.parts.count)
      guard rest.count == 2, let folder = rest.first, let name = rest.last,
        let kind = kinds[String(name)]
      else { continue }
      result[Path(String(folder)), default: [:]][kind] = MigrationScript(
        path: file.path, sha256: file.sha256)
    }
    return result
  }
}

extension MigrationScript.Kind {
  fileprivate var fileName: String { rawValue + ".sql" }
}

extension PackagedDatabase {
  /// What a released change must not become: gone, or edited in place. A target that has applied it
  /// refuses the edited one all the same.
  ///
  /// - Parameter reworked: changes that a commit says were edited because they never worked.
  func findings(since previous: PackagedDatabase?, reworked: Set<String>) -> [PackageFinding] {
    let released = previous?.migrations ?? []
    return edited(released, reworked: reworked) + late(after: released)
  }

  private func edited(_ released: [Migration], reworked: Set<String>) -> [PackageFinding] {
    var now: [String: Migration] = [:]
    for migration in migrations { now[migration.id] = migration }
    return released.compactMap { old in
      guard let new = now[old.id] else {
        return PackageFinding("\(path)/\(old.id) was released and is gone")
      }
      return new.scripts.deploy.sha256 == old.scripts.deploy.sha256
        || reworked.contains(old.id)
        ? nil
        : PackageFinding(
          "\(path)/\(old.id)/deploy.sql was edited after it was released; if it never worked "
            + "anywhere, say so with the trailer \"Rework: \(old.id)\"",
          at: script(.deploy, of: old.id))
    }
  }

  /// New changes that would be applied before a released one, which no target that has the released
  /// one can do.
  private func late(after released: [Migration]) -> [PackageFinding] {
    guard let last = released.map({ Path($0.id) }).max() else { return [] }
    let known = Set(released.map(\.id))
    return migrations.filter { !known.contains($0.id) && Path($0.id) < last }.map {
      PackageFinding(
        "\(path)/\($0.id) comes before \(last), which was released; give its folder a later date",
        at: script(.deploy, of: $0.id))
    }
  }
}
