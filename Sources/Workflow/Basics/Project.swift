import Records
import Formats
import Git
import Platform
import Release

/// The repository that a command works in, with its configuration: what `.relman/` says, or sound
/// defaults where there is none.
struct Project {
  let repository: Repository
  let context: CommandContext
  let configuration: Configuration
  let isConfigured: Bool
  /// The package that was asked for; nil where none was.
  var chosen: PackageDefinition?
  let readNotes = ReadNotes()

  /// - Throws: `.notFound` outside a repository, `.configuration` where `.relman/config.yaml` is
  ///   wrong.
  static func open(_ context: CommandContext) throws(Problem) -> Project {
    try open(Repository.open(at: context.folder), context)
  }

  /// As `open`, for the package of this name; nil where none is named.
  static func open(_ context: CommandContext, package: String?) throws(Problem) -> Project {
    try open(context).about(package: package)
  }

  /// - Parameter commit: whose configuration counts; nil for the work tree's.
  static func open(
    _ repository: Repository, asOf commit: ObjectID, _ context: CommandContext
  ) throws(Problem) -> Project {
    guard let bytes = try repository.file(at: configurationPath, in: commit) else {
      return try unconfigured(repository, context)
    }
    return Project(
      repository: repository, context: context,
      configuration: try Configuration.parse(bytes, file: configurationPath), isConfigured: true)
  }

  private static func open(
    _ repository: Repository, _ context: CommandContext
  ) throws(Problem) -> Project {
    if let bytes = try relmanFile("config.yaml", in: repository) {
      return Project(
        repository: repository, context: context,
        configuration: try Configuration.parse(bytes, file: configurationPath), isConfigured: true)
    }
    return try unconfigured(repository, context)
  }

  private static func unconfigured(
    _ repository: Repository, _ context: CommandContext
  ) throws(Problem) -> Project {
    let names = try repository.references(prefix: "refs/tags/").map {
      String($0.name.dropFirst("refs/tags/".count))
    }
    let line = PackageDefinition.unconfigured(folder: folderName(of: repository), tags: names)
    return Project(
      repository: repository, context: context, configuration: Configuration(packages: [line]),
      isConfigured: false)
  }

  static let configurationPath = ".relman/config.yaml"

  /// Where relative paths start: the work tree, or a bare repository itself.
  var top: String { repository.workTree ?? repository.gitDirectory }

  /// A file of `.relman/`: from the work tree, or from HEAD where there is none.
  func relmanFile(_ name: String) throws(Problem) -> [UInt8]? {
    try Self.relmanFile(name, in: repository)
  }

  /// The names in a folder of `.relman/`, in byte order.
  func relmanNames(in folder: String) throws(Problem) -> [String] {
    if let top = repository.workTree {
      return try names(in: "\(top)/.relman/\(folder)").filter { !$0.hasPrefix(".") }
    }
    guard let head = try repository.head().commit else { return [] }
    let prefix = ".relman/\(folder)/"
    return try repository.treeEntries(of: head, under: ".relman/" + folder)
      .map {
        String($0.path.hasPrefix(prefix) ? $0.path.dropFirst(prefix.count)[...] : $0.path[...])
      }
      .filter { !$0.contains("/") }
  }

  /// - Throws: `.configuration` where relman was never set up.
  func requireConfiguration() throws(Problem) {
    guard isConfigured else {
      throw Problem(
        .configuration,
        "this repository is not set up for releases: there is no "
          + Self.configurationPath, hint: "relman init")
    }
  }

  private static func relmanFile(
    _ name: String, in repository: Repository
  ) throws(Problem) -> [UInt8]? {
    if let top = repository.workTree { return try readFile("\(top)/.relman/\(name)") }
    guard let head = try repository.head().commit else { return nil }
    return try repository.file(at: ".relman/" + name, in: head)
  }

  private static func folderName(of repository: Repository) -> String {
    let top = repository.workTree ?? repository.gitDirectory
    let last = top.split(separator: "/").last.map { String($0) } ?? "repository"
    return last.hasSuffix(".git") && last != ".git" ? String(last.dropLast(4)) : last
  }
}
