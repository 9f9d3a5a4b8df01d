/// What release notes need of a change ticket.
public struct TicketSummary: Hashable, Sendable {
  public var id: String
  public var title: String
  public var risk: Risk
  /// What it breaks, and what to do when upgrading, in Markdown; nil where it says nothing.
  public var breaking: String?
  public var upgrade: String?

  public init(_ change: Change) {
    id = change.id
    title = change.title
    risk = change.risk
    breaking = change.sections[.breaking].flatMap { $0.isEmpty ? nil : $0 }
    upgrade = change.sections[.upgrade].flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension TicketSummary: Encodable {
  enum CodingKeys: CodingKey { case id, title, risk, breaking, upgrade }

  /// Every key is always there; what is unknown is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(title, forKey: .title)
    try container.encode(risk, forKey: .risk)
    try container.encode(breaking, forKey: .breaking)
    try container.encode(upgrade, forKey: .upgrade)
  }
}

/// A migration that is new in a release.
public struct MigrationSummary: Hashable, Sendable, Encodable {
  public var database: String
  public var change: String
  public var hasRevert: Bool
  public var hasVerify: Bool

  public init(database: String, change: String, hasRevert: Bool, hasVerify: Bool) {
    self.database = database
    self.change = change
    self.hasRevert = hasRevert
    self.hasVerify = hasVerify
  }
}
