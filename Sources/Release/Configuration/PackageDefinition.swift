/// One line of packages: its name, how its tags are written and what it carries.
public struct PackageDefinition: Hashable, Sendable {
  public var name: String
  public var tag: TagPattern
  public var scheme: Scheme
  public var beforeOne: InitialDevelopment
  /// The version of the first release; nil for 0.1.0, or the day's where a calendar counts.
  public var first: Version?
  public var paths: [Glob]
  public var exclude: [Glob]
  /// The databases whose folders it carries whole.
  public var databases: [Database]
  /// The file that `relman prepare` puts a release's notes on top of.
  public var changelog: Path
  /// Whether the repository has no other package: then every commit is one of its own.
  public var isAlone: Bool

  public init(
    name: String, tag: TagPattern, scheme: Scheme = .semver,
    beforeOne: InitialDevelopment = .init(),
    first: Version? = nil, paths: [Glob] = [Glob("**")], exclude: [Glob] = [],
    databases: [Database] = [], changelog: Path = Path("CHANGELOG.md"), isAlone: Bool = true
  ) {
    self.name = name
    self.tag = tag
    self.scheme = scheme
    self.beforeOne = beforeOne
    self.first = first
    self.paths = paths
    self.exclude = exclude
    self.databases = databases
    self.changelog = changelog
    self.isAlone = isAlone
  }

  /// The release that a tag name stands for; nil when it is not a release tag of this line.
  public func version(ofTag name: String) -> Version? {
    tag.version(in: name).flatMap { scheme.version($0) }
  }
}

extension PackageDefinition {
  /// Whether the payload carries the file at `path`: what the line lists, and the whole of each
  /// database's folder.
  public func carries(_ path: Path) -> Bool {
    guard !path.isInside(.relman) else { return false }
    let isListed = paths.contains { $0.matches(path) } && !exclude.contains { $0.matches(path) }
    return isListed || database(holding: path) != nil
  }

  /// Whether the payload may carry a file below `folder`: no where it surely does not.
  public func mayCarry(below folder: Path) -> Bool {
    paths.contains { $0.mayMatch(below: folder) }
      || databases.contains { folder.isInside($0.path) || $0.path.isInside(folder) }
  }

  /// The database whose folder holds `path`.
  public func database(holding path: Path) -> Database? {
    databases.first { path.isInside($0.path) }
  }

  /// Whether a commit that changed these paths is one of the line's own.
  public func owns(_ paths: [Path]) -> Bool { isAlone || paths.contains(where: carries) }
}

extension PackageDefinition {
  /// A tag that would be a release of both lines, or whose notes would be one file; nil where there
  /// is none.
  public func tagShared(with other: PackageDefinition) -> String? {
    guard tag.beginsAlike(other.tag) else { return nil }
    return tags.first { other.version(ofTag: $0) != nil } ?? other.tags.first {
      version(ofTag: $0) != nil
    }
      ?? zip(tags, other.tags).first { fileName(ofTag: $0) == fileName(ofTag: $1) }?.0
  }

  /// Whether a file's name is that of a tag of this line.
  public func isOwn(fileName name: String) -> Bool {
    let (prefix, suffix) = (tag.prefix.utf8, tag.suffix.utf8)
    let version = name.utf8.dropFirst(prefix.count).dropLast(suffix.count)
    let text = String(decoding: version, as: UTF8.self)
    return scheme.version(text) != nil
      && fileName(ofTag: tag.prefix + text + tag.suffix).utf8.elementsEqual(name.utf8)
  }

  /// Tags that show how the line's look: a version begins with a digit, and where it has more than
  /// numbers they are in its end.
  private var tags: [String] {
    let day = Day(number: 0)
    let plain = first ?? scheme.first(on: day)
    return ["", "-a", "+a"].compactMap { scheme.version(plain.description + $0) }
      .map { tag.name(for: $0) }
  }
}

/// The name of a file for what belongs to a tag: a folder's slashes become hyphens.
public func fileName(ofTag tag: String) -> String {
  tag.split(separator: "/").joined(separator: "-")
}
