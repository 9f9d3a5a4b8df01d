/// `.relman/config.yaml`: what a package carries, which databases there are, how commits are read.
public struct Configuration: Hashable, Sendable {
  public var package: PackageLine
  public var databases: [Database]
  public var commits: CommitRules

  public init(package: PackageLine, databases: [Database] = [], commits: CommitRules = .init()) {
    self.package = package
    self.databases = databases
    self.commits = commits
  }

  /// The database whose folder holds `path`.
  public func database(holding path: Path) -> Database? {
    databases.first { path.isInside($0.path) }
  }

  /// Where tickets and rules stand, which travel on their own.
  public static let folder = Path(".relman")

  /// Whether a package carries the file at `path`: what the line lists, and the whole of each
  /// database's folder.
  public func carries(_ path: Path) -> Bool {
    !path.isInside(Self.folder) && (package.carries(path) || database(holding: path) != nil)
  }
}

/// One line of packages: its name, how its tags are written and what it carries.
public struct PackageLine: Hashable, Sendable {
  public var name: String
  public var tag: TagPattern
  public var scheme: Scheme
  public var beforeOne: BeforeOne
  /// The version of the first release; nil for 0.1.0, or the day's where a calendar counts.
  public var first: Version?
  public var paths: [Glob]
  public var exclude: [Glob]

  public init(
    name: String, tag: TagPattern, scheme: Scheme = .semver, beforeOne: BeforeOne = .init(),
    first: Version? = nil, paths: [Glob] = [Glob("**")], exclude: [Glob] = []
  ) {
    self.name = name
    self.tag = tag
    self.scheme = scheme
    self.beforeOne = beforeOne
    self.first = first
    self.paths = paths
    self.exclude = exclude
  }

  /// Whether the payload carries the file at `path`.
  public func carries(_ path: Path) -> Bool {
    paths.contains { $0.matches(path) } && !exclude.contains { $0.matches(path) }
  }

  /// The release that a tag name stands for; nil when it is not a release tag of this line.
  public func version(ofTag name: String) -> Version? {
    tag.version(in: name).flatMap { scheme.version($0) }
  }
}

/// A database whose changes the repository holds.
public struct Database: Hashable, Sendable {
  public var name: String
  /// The folder of its changes.
  public var path: Path
  public var layout: Layout

  public init(name: String, path: Path, layout: Layout = .relman) {
    self.name = name
    self.path = path
    self.layout = layout
  }

  /// How the folder is laid out.
  public enum Layout: String, Hashable, Sendable, CaseIterable, Codable {
    /// `<date>-<slug>/{deploy,revert,verify}.sql`, applied in the order of their names' bytes.
    case relman
  }
}

/// How commit messages are read.
public struct CommitRules: Hashable, Sendable {
  public enum Unconventional: String, Hashable, Sendable, CaseIterable {
    case keep, refuse
  }

  /// Commit types that release notes show, in this order, and their headings.
  public var types: [Heading]
  public var unconventional: Unconventional

  public init(types: [Heading] = Self.defaultTypes, unconventional: Unconventional = .keep) {
    self.types = types
    self.unconventional = unconventional
  }

  public struct Heading: Hashable, Sendable {
    public var type: String
    public var heading: String

    public init(_ type: String, _ heading: String) {
      self.type = type
      self.heading = heading
    }
  }

  public static let defaultTypes = [
    Heading("feat", "Features"), Heading("fix", "Fixes"), Heading("perf", "Performance"),
    Heading("db", "Database"), Heading("revert", "Reverts"),
  ]

  public func heading(for type: String) -> String? {
    types.first { $0.type == type }?.heading
  }
}
