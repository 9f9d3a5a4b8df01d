/// A database's migrations, all of them, in the order in which they are applied.
public struct PackagedDatabase: Hashable, Sendable, Codable {
  public var name: String
  public var path: Path
  public var layout: Database.Layout
  public var migrations: [Migration]

  public init(name: String, path: Path, layout: Database.Layout, migrations: [Migration]) {
    self.name = name
    self.path = path
    self.layout = layout
    self.migrations = migrations
  }
}

/// One migration: its scripts in the payload, and how they are run.
public struct Migration: Hashable, Sendable, Codable {
  /// In the layout `relman` its folder's name, such as `2026-11-21-discounts`.
  public var id: String
  public var transaction: Transaction
  public var scripts: Scripts

  public init(id: String, transaction: Transaction = .whole, scripts: Scripts) {
    self.id = id
    self.transaction = transaction
    self.scripts = scripts
  }

  public enum Transaction: String, Hashable, Sendable, Codable {
    /// A script and its ledger row are one transaction.
    case whole
  }

  public struct Scripts: Hashable, Sendable, Codable {
    public var deploy: MigrationScript
    public var revert: MigrationScript?
    public var verify: MigrationScript?

    public init(
      deploy: MigrationScript, revert: MigrationScript? = nil, verify: MigrationScript? = nil
    ) {
      self.deploy = deploy
      self.revert = revert
      self.verify = verify
    }

    /// Those that there are, in the order in which they come into play.
    public var all: [(kind: MigrationScript.Kind, script: MigrationScript)] {
      MigrationScript.Kind.allCases.compactMap { kind in self[kind].map { (kind, $0) } }
    }

    public subscript(kind: MigrationScript.Kind) -> MigrationScript? {
      switch kind {
      case .deploy: deploy
      case .verify: verify
      case .revert: revert
      }
    }
  }
}

/// A script of a migration: a file of the payload.
public struct MigrationScript: Hashable, Sendable {
  public var path: Path
  public var sha256: Digest

  public init(path: Path, sha256: Digest) {
    self.path = path
    self.sha256 = sha256
  }

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case deploy, revert, verify
  }
}

/// As JSON it has the key `section` too, which is null: the script is the whole file. Layouts that
/// keep several scripts in one file need a range there, which only a version that knows it may run.
extension MigrationScript: Codable {
  private enum CodingKeys: CodingKey { case path, section, sha256 }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    path = try container.decode(Path.self, forKey: .path)
    sha256 = try container.decode(Digest.self, forKey: .sha256)
    guard try container.decodeNil(forKey: .section) else {
      throw DecodingError.dataCorruptedError(
        forKey: .section, in: container,
        debugDescription: "this version of relman runs whole files alone")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(path, forKey: .path)
    try container.encodeNil(forKey: .section)
    try container.encode(sha256, forKey: .sha256)
  }
}

extension PackagedDatabase {
  /// Where a migration's script stands in the payload, by the layout.
  public func script(_ kind: MigrationScript.Kind, of migration: String) -> Path {
    Path("\(path)/\(migration)/\(kind.rawValue).sql")
  }
}
