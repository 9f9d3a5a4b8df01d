import Release

/// What a small package is made of: a database, two tickets, three models, no commits.
func sampleIngredients() -> PackageInput {
  let line = PackageDefinition(
    name: "shop", tag: TagPattern(prefix: "v"), exclude: [Glob("**/*.md")],
    databases: [Database(name: "shop", path: Path("db/shop"))])
  let discounts = Change(
    id: "discounts", title: "Discounts", paths: [Glob("docs/**")],
    sections: [.description: "Lower prices."])
  let search = Change(
    id: "search", title: "Search", risk: .low, sections: [.description: "Finds more."])
  return PackageInput(
    tag: "v1.0.0", version: Version(1, 0, 0), source: id(9),
    line: line, rules: CommitRules(unconventional: .refuse),
    configurationDigest: digest(1), previous: nil, commits: [],
    tickets: [
      "discounts": .init(change: discounts, sha256: digest(2)),
      "search": .init(change: search, sha256: digest(3)),
    ],
    models: [
      ReleaseModel(name: "standard", risks: [.low]),
      ReleaseModel(name: "normal", risks: [.medium], requires: [.description]),
      ReleaseModel(name: "emergency", requires: [.rollback]),
    ],
    files: [], unsupportedPaths: [], notes: digest(4))
}

func candidate(
  _ number: Int, paths: [String] = ["src/a"], changes: [String] = [], reworks: [String] = [],
  isConventional: Bool = true, isMerge: Bool = false
) -> PackageInput.ReleasedCommit {
  PackageInput.ReleasedCommit(
    id: id(number), subject: "commit \(number)", authorMail: "ada@example.org", changes: changes,
    reworks: reworks, isConventional: isConventional, isMerge: isMerge,
    paths: paths.map { Path($0) })
}

func file(_ path: String, _ content: Int = 1) -> PackagedFile {
  PackagedFile(path: Path(path), mode: .regular, bytes: content, sha256: digest(content))
}

func migration(
  _ id: String, deploy: Int, revert: Int? = nil, verify: Int? = nil
) -> Migration {
  func script(_ name: String, _ content: Int) -> MigrationScript {
    MigrationScript(path: Path("db/shop/\(id)/\(name).sql"), sha256: digest(content))
  }
  return Migration(
    id: id,
    scripts: .init(
      deploy: script("deploy", deploy), revert: revert.map { script("revert", $0) },
      verify: verify.map { script("verify", $0) }))
}

/// A digest made from a number.
func digest(_ number: Int) -> Digest {
  let bytes = (0..<32).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
  guard let digest = Digest(bytes: bytes) else { preconditionFailure("32 bytes are a digest") }
  return digest
}
