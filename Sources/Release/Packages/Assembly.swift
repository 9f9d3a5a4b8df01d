/// Makes the package, or says everything that is wrong with it at once.
///
/// - Throws: `.refused`, one line a finding, when a commit has no place, a ticket is incomplete or
///   a file cannot be carried.
public func assemble(_ input: PackageInput) throws(Problem) -> Package {
  try Assembly(input).complete()
}

/// The package that ingredients make, whole or not, and all that is wrong with it.
public struct Assembly: Sendable {
  public let package: Package
  public let findings: [PackageFinding]

  public init(_ input: PackageInput) {
    var assembler = Assembler(input)
    package = assembler.package()
    findings = assembler.findings
  }

  /// - Throws: `.refused`, one line a finding.
  public func complete() throws(Problem) -> Package {
    guard findings.isEmpty else {
      let list = findings.map { "\n  " + $0.text }.joined()
      throw Problem(
        .refused, "\(package.tag) cannot be packaged:" + list, hint: "relman change check")
    }
    return package
  }
}

private struct Assembler {
  let input: PackageInput
  private(set) var findings: [PackageFinding] = []

  init(_ input: PackageInput) { self.input = input }

  mutating func package() -> Package {
    let assignment = CommitAssignment(input)
    findings += assignment.findings + unsafeFiles()
    let databases = input.line.databases.map { packaged($0) }
    let tickets = Set(assignment.commits.flatMap(\.outcome.tickets)).sorted()
      .compactMap { input.tickets[$0] }
    let risk = tickets.map(\.change.risk).max() ?? .low
    let model = model(for: tickets.map(\.change), risk: risk)
    findings += tickets.flatMap { model?.findings(in: $0.change) ?? [] }
    return Package(
      name: input.line.name, version: input.version.description,
      tag: input.tag, source: input.source,
      previous: input.previous.map { .init(tag: $0.package.tag, digest: $0.digest) },
      configuration: input.configurationDigest, model: model?.name ?? "", risk: risk,
      changes: tickets.map {
        .init(id: $0.change.id, title: $0.change.title, risk: $0.change.risk, sha256: $0.sha256)
      },
      commits: assignment.commits, databases: databases, files: input.files,
      notes: input.notes)
  }

  private func unsafeFiles() -> [PackageFinding] {
    input.unsupportedPaths.map {
      PackageFinding(
        "\(quoted($0.text)) is a link or a submodule; a package carries regular files", at: $0)
    }
      + input.files.compactMap { file in
        file.path.whyUnsafe.map {
          PackageFinding("\(quoted(file.path.text)) cannot be carried: \($0)", at: file.path)
        }
      }
  }

  private mutating func packaged(_ database: Database) -> PackagedDatabase {
    let layout = DatabaseLayout(database, files: input.files)
    let packaged = PackagedDatabase(
      name: database.name, path: database.path, layout: database.layout,
      migrations: layout.migrations)
    let before = input.previous?.package.databases.first { $0.name == database.name }
    let reworked = Set(input.commits.flatMap(\.reworks))
    findings += layout.findings + packaged.findings(since: before, reworked: reworked)
    return packaged
  }

  /// The model that a ticket asks for, else the one for the risk.
  private mutating func model(for changes: [Change], risk: Risk) -> ReleaseModel? {
    let asked = Set(changes.compactMap(\.model)).sorted()
    if asked.count > 1 {
      findings.append(
        PackageFinding(
          "its changes ask for different release models: " + asked.joined(separator: ", ")))
    }
    let models = input.models.sorted { $0.name < $1.name }
    if let name = asked.first {
      if let model = models.first(where: { $0.name == name }) { return model }
      let near = suggestion(for: name, among: models.map(\.name))
      findings.append(PackageFinding("there is no release model \(quoted(name))" + near))
      return nil
    }
    if let model = models.first(where: { $0.risks.contains(risk) }) { return model }
    findings.append(
      PackageFinding("no release model in .relman/models is for the risk \(risk.rawValue)"))
    return nil
  }
}

extension ReleaseModel {
  /// What a ticket lacks under this model, each at its heading.
  public func findings(in change: Change) -> [PackageFinding] {
    requires.filter { (change.sections[$0] ?? "").isEmpty }.map { section in
      PackageFinding(
        "the ticket \(change.id) says nothing under \(section.heading), which the model "
          + "\(name) asks for", at: Change.path(of: change.id), line: "## " + section.heading)
    }
  }
}
