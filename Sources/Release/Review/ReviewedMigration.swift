/// A migration that is new somewhere, with its scripts in full.
public struct ReviewedMigration: Hashable, Sendable, Encodable {
  public var database: String
  public var id: String
  /// Whether a release had it before, with another script.
  public var isReworked: Bool
  /// The environments that do not have it.
  public var newFor: [String]
  public var scripts: [Script]

  public init(
    database: String, id: String, isReworked: Bool, newFor: [String], scripts: [Script]
  ) {
    self.database = database
    self.id = id
    self.isReworked = isReworked
    self.newFor = newFor
    self.scripts = scripts
  }

  public struct Script: Hashable, Sendable, Encodable {
    /// `deploy`, `revert` or `verify`.
    public var name: String
    public var path: String
    public var sha256: Digest
    public var text: String

    public init(name: String, path: String, sha256: Digest, text: String) {
      self.name = name
      self.path = path
      self.sha256 = sha256
      self.text = text
    }
  }
}
