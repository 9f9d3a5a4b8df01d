/// What the release would bring to one environment, and what keeps it out.
public struct ReviewedEnvironment: Hashable, Sendable, Encodable {
  public var name: String
  /// The release that it has; nil for none, or none that this clone knows of.
  @OrNull public var current: String?
  public var source: Source
  /// New there; nil where the package that it has is not known.
  @OrNull public var news: News?
  /// The verdict of today; nil where this clone has no policy.
  @OrNull public var gate: ReviewedGate?

  public init(
    name: String, current: String?, source: Source, news: News? = nil, gate: ReviewedGate? = nil
  ) {
    self.name = name
    self.current = current
    self.source = source
    self.news = news
    self.gate = gate
  }

  /// How the current release is known.
  public enum Source: String, Hashable, Sendable, Codable {
    /// From the record of its deployments.
    case deployment
    /// From the pin in its manifest: this clone has no record.
    case pin
    case nothing
  }

  public struct News: Hashable, Sendable, Encodable {
    public var migrations: [String]
    /// Tickets, of every release in between.
    public var changes: [String]
    public var commits: Int
    public var files: Files
    public var isConfigurationChanged: Bool

    public init(
      migrations: [String], changes: [String], commits: Int, files: Files,
      isConfigurationChanged: Bool
    ) {
      self.migrations = migrations
      self.changes = changes
      self.commits = commits
      self.files = files
      self.isConfigurationChanged = isConfigurationChanged
    }
  }

  public struct Files: Hashable, Sendable, Encodable {
    public var added: [Path]
    public var changed: [Path]
    public var removed: [Path]

    public init(added: [Path] = [], changed: [Path] = [], removed: [Path] = []) {
      self.added = added
      self.changed = changed
      self.removed = removed
    }
  }
}
