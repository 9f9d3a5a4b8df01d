/// One database of an environment.
public struct Target: Hashable, Sendable, Codable {
  public var name: String
  /// The configuration's database whose changes it takes.
  public var database: String
  /// `sqlite:path`; a relative path is taken from the repository's top folder.
  public var url: String
  /// The environment variable that holds its password.
  public var secret: String?

  public init(name: String, database: String, url: String, secret: String? = nil) {
    self.name = name
    self.database = database
    self.url = url
    self.secret = secret
  }
}

/// What a deployment does, besides applying the migrations.
public struct Steps: Hashable, Sendable, Codable {
  public var backup: Backup
  /// Before anything is applied.
  public var before: [Step]
  /// After the migrations.
  public var deploy: [Step]
  /// What decides whether it worked.
  public var validate: [Step]

  public init(
    backup: Backup = .auto, before: [Step] = [], deploy: [Step] = [], validate: [Step] = []
  ) {
    self.backup = backup
    self.before = before
    self.deploy = deploy
    self.validate = validate
  }

  public enum Backup: String, Hashable, Sendable, Codable, CaseIterable {
    /// The database's own online backup.
    case auto
    case none
  }
}

/// One step: a command from the package's payload, or a query whose answer must be true.
public enum Step: Hashable, Sendable, Codable {
  /// `words` are the program and its arguments; the program is a payload path or found in PATH.
  case command(words: [String], withinSeconds: Int?)
  case query(sql: String, target: String)
}
