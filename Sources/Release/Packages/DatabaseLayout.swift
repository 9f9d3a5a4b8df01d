/// The migrations that the payload's files make up, by the layout `relman`: one folder a
/// change, with `deploy.sql` and perhaps `revert.sql` and `verify.sql`.
struct DatabaseLayout {
  private(set) var changes: [Migration] = []
  private(set) var findings: [PackageFinding] = []

  init(_ database: Database, files: [PackagedFile]) {
    var scripts: [String: [String: Digest]] = [:]
    for file in files where file.path.isInside(database.path) {
      let rest = file.path.parts.dropFirst(database.path.parts.count)
      guard rest.count == 2, let folder = rest.first, let script = rest.last else { continue }
      guard ["deploy.sql", "revert.sql", "verify.sql"].contains(script) else { continue }
      scripts[String(folder), default: [:]][String(script)] = file.sha256
    }
    for (id, found) in scripts.sorted(by: { Path($0.key) < Path($1.key) }) {
      guard isName(id) else {
        findings.append(
          PackageFinding(
            "\(database.path)/\(escaped(id)): a change's folder is named by \(nameRule)",
            at: Path("\(database.path)/\(id)/\(found.keys.min() ?? "")")))
        continue
      }
      guard let deploy = found["deploy.sql"] else {
        findings.append(
          PackageFinding(
            "\(database.path)/\(id) has no deploy.sql",
            at: Path("\(database.path)/\(id)/\(found.keys.min() ?? "")")))
        continue
      }
      changes.append(
        Migration(
          id: id, deploy: deploy, revert: found["revert.sql"], verify: found["verify.sql"]))
    }
  }
}

extension PackagedDatabase {
  /// Where a change's script stands in the payload.
  public func script(_ name: String, of change: String) -> Path {
    Path("\(path)/\(change)/\(name).sql")
  }

  /// What a released change must not become: gone, or edited in place. A target that has applied it
  /// refuses the edited one all the same.
  ///
  /// - Parameter reworked: changes that a commit says were edited because they never worked.
  func findings(since previous: PackagedDatabase?, reworked: Set<String>) -> [PackageFinding] {
    let released = previous?.changes ?? []
    return edited(released, reworked: reworked) + late(after: released)
  }

  private func edited(_ released: [Migration], reworked: Set<String>) -> [PackageFinding] {
    var now: [String: Migration] = [:]
    for change in changes { now[change.id] = change }
    return released.compactMap { old in
      guard let new = now[old.id] else {
        return PackageFinding("\(path)/\(old.id) was released and is gone")
      }
      return new.deploy == old.deploy || reworked.contains(old.id)
        ? nil
        : PackageFinding(
          "\(path)/\(old.id)/deploy.sql was edited after it was released; if it never worked "
            + "anywhere, say so with the trailer \"Rework: \(old.id)\"",
          at: script("deploy", of: old.id))
    }
  }

  /// New changes that would be applied before a released one, which no target that has the released
  /// one can do.
  private func late(after released: [Migration]) -> [PackageFinding] {
    guard let last = released.map({ Path($0.id) }).max() else { return [] }
    let known = Set(released.map(\.id))
    return changes.filter { !known.contains($0.id) && Path($0.id) < last }.map {
      PackageFinding(
        "\(path)/\($0.id) comes before \(last), which was released; give its folder a later date",
        at: script("deploy", of: $0.id))
    }
  }
}
