import Release

/// `package.json` as its format 1 had it. Packages never change, so those that were released in it
/// are read for as long as an environment may run them or a release may follow them; none is made.
struct PackageFormat1: Codable {
  static let format = 1

  let relman: Int
  let name: String
  let version: String
  let tag: String
  let source: ObjectID
  let previous: Package.Previous?
  let configuration: Digest
  let model: String
  let risk: Risk
  let changes: [PackagedChange]
  let commits: [Commit]
  let databases: [Database]
  let files: [PackagedFile]
  let notes: Digest

  struct Commit: Codable {
    let id: ObjectID
    let subject: String
    let author: String
    /// A ticket's id, or `commit:<id>` for a change of its own.
    let change: String?
    let leftOut: String?
    let corrections: [Digest]?
  }

  struct Database: Codable {
    let name: String
    let path: Path
    let layout: Release.Database.Layout
    let changes: [Migration]
  }

  struct Migration: Codable {
    let id: String
    let deploy: Digest
    let revert: Digest?
    let verify: Digest?
  }

  /// What it says, in the terms of the format that is written now.
  ///
  /// - Throws: `.badData` for a commit that went nowhere.
  func package() throws(Problem) -> Package {
    var package = Package(
      name: name, version: version, tag: tag, source: source, previous: previous,
      configuration: configuration, model: model, risk: risk, changes: changes, commits: [],
      databases: databases.map { $0.current }, files: files, notes: notes)
    package.generator = 0
    for commit in commits {
      let current = try commit.current()
      // A commit of several tickets had one entry for each.
      if let last = package.commits.last, last.id == current.id {
        let tickets = last.outcome.tickets + current.outcome.tickets
        package.commits[package.commits.count - 1].outcome = .tickets(tickets)
      } else {
        package.commits.append(current)
      }
    }
    return package
  }
}

extension PackageFormat1.Commit {
  fileprivate func current() throws(Problem) -> PackagedCommit {
    PackagedCommit(
      id: id, subject: subject, author: author, outcome: try outcome(), corrections: corrections)
  }

  private func outcome() throws(Problem) -> PackagedCommit.Outcome {
    if let change { return change == "commit:\(id.hex)" ? .own : .tickets([change]) }
    for reason in PackagedCommit.Reason.allCases where reason.description == leftOut {
      return .leftOut(reason)
    }
    throw Problem(.badData, "the package does not say what became of the commit \(id.short)")
  }
}

extension PackageFormat1.Database {
  fileprivate var current: PackagedDatabase {
    PackagedDatabase(
      name: name, path: path, layout: layout,
      migrations: changes.map { migration in
        func script(_ name: String, _ sha256: Digest) -> MigrationScript {
          MigrationScript(path: Path("\(path)/\(migration.id)/\(name).sql"), sha256: sha256)
        }
        return Release.Migration(
          id: migration.id,
          scripts: .init(
            deploy: script("deploy", migration.deploy),
            revert: migration.revert.map { script("revert", $0) },
            verify: migration.verify.map { script("verify", $0) }))
      })
  }
}
