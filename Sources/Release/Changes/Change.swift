/// A change ticket, `.relman/changes/<id>.md`: what is to change, why, and how a person who was not
/// there takes it to production and back.
///
/// Its state is never written down: it is derived from packages, statements and records.
public struct Change: Hashable, Sendable {
  /// The file's name without `.md`.
  public var id: String
  public var title: String
  public var risk: Risk
  public var assignee: String?
  public var validator: String?
  /// When it is wanted, in the author's words.
  public var schedule: String?
  public var strategy: Strategy
  /// The feature toggle that switches it on, when the strategy is `toggle`.
  public var toggle: String?
  /// The release model that the author asks for; nil lets the risk decide.
  public var model: String?
  public var links: [String]
  /// Paths that belong to this change even where a commit names no ticket.
  public var paths: [Glob]
  public var sections: [Section: String]

  public init(
    id: String, title: String, risk: Risk = .medium, assignee: String? = nil,
    validator: String? = nil, schedule: String? = nil, strategy: Strategy = .allAtOnce,
    toggle: String? = nil, model: String? = nil, links: [String] = [], paths: [Glob] = [],
    sections: [Section: String] = [:]
  ) {
    self.id = id
    self.title = title
    self.risk = risk
    self.assignee = assignee
    self.validator = validator
    self.schedule = schedule
    self.strategy = strategy
    self.toggle = toggle
    self.model = model
    self.links = links
    self.paths = paths
    self.sections = sections
  }

  /// Where the ticket stands in the repository.
  public static func path(of id: String) -> Path { Path(".relman/changes/\(id).md") }

  public enum Strategy: String, Hashable, Sendable, CaseIterable, Codable {
    case allAtOnce = "all-at-once"
    case canary
    case blueGreen = "blue-green"
    case toggle
  }

  /// The headings of the ticket's body, in their order.
  public enum Section: String, Hashable, Sendable, CaseIterable, Codable {
    case description, justification, deployment, rollback, validation, breaking, upgrade, notes

    public var heading: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  }
}

/// How much a change can hurt.
public enum Risk: String, Hashable, Sendable, CaseIterable, Codable, Comparable {
  case low, medium, high

  public static func < (one: Self, other: Self) -> Bool {
    one.level < other.level
  }

  private var level: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }
}
