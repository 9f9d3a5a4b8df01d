/// The content of one release, or what is unreleased: every commit, shown or hidden.
public struct ReleaseNotes: Hashable, Sendable {
  /// Nil where it is unreleased, as are version and date.
  public var tag: String?
  public var version: String?
  public var date: Day?
  /// The tag of the previous release; nil for the first.
  public var previous: String?
  /// Newest first.
  public private(set) var commits: [CommitSummary]
  /// The tickets that its commits name, by their ids.
  public var tickets: [TicketSummary] = []
  /// In the order in which they are applied.
  public var migrations: [MigrationSummary] = []
  /// The forge's page that compares it with the previous release; nil where there is none.
  public var compare: String?
  /// Nil unless requested: finding out who is new takes the whole history.
  public var contributors: [Contributor]?

  /// Decides which of the commits are shown, by `rules` and by which of them revert each other.
  public init(
    tag: String?, version: String?, date: Day?, previous: String?, commits: [CommitSummary],
    rules: CommitRules
  ) {
    self.tag = tag
    self.version = version
    self.date = date
    self.previous = previous
    self.commits = commits
    let cancelled = cancelledCommits(self.commits)
    for position in self.commits.indices {
      self.commits[position].hidden =
        cancelled.contains(position) ? .cancelled : self.commits[position].whyHidden(by: rules)
    }
  }
}

extension ReleaseNotes {
  /// Replaces the names and addresses of authors and co-authors.
  public mutating func rename(_ proper: (Person) -> Person) {
    for position in commits.indices {
      commits[position].author = proper(commits[position].author)
      for person in commits[position].coAuthors.indices {
        commits[position].coAuthors[person] = proper(commits[position].coAuthors[person])
      }
    }
  }
}

extension ReleaseNotes: Encodable {
  enum CodingKeys: CodingKey {
    case tag, version, date, previous, commits, tickets, migrations, compare, contributors
  }

  /// Every key is always there; what is unknown is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(tag, forKey: .tag)
    try container.encode(version, forKey: .version)
    try container.encode(date, forKey: .date)
    try container.encode(previous, forKey: .previous)
    try container.encode(commits, forKey: .commits)
    try container.encode(tickets, forKey: .tickets)
    try container.encode(migrations, forKey: .migrations)
    try container.encode(compare, forKey: .compare)
    try container.encode(contributors, forKey: .contributors)
  }
}

extension CommitSummary {
  /// Why the notes leave it out, apart from its revert. A breaking change is never left out.
  func whyHidden(by rules: CommitRules) -> Hidden? {
    if let isHidden { return isHidden ? .corrected : nil }
    if breaking { return nil }
    switch origin {
    case .merge: return .merge
    case .fixup: return .fixup
    case .unconventional: return rules.unconventional == .keep ? nil : .unconventional
    case .conventional:
      let isTypeQuiet = type.map { Self.isQuiet($0, by: rules) } ?? true
      return isTypeQuiet && entries.allSatisfy { Self.isQuiet($0.type, by: rules) }
        ? .unlisted : nil
    }
  }

  static func isQuiet(_ type: String, by rules: CommitRules) -> Bool {
    if rules.heading(for: type) != nil { return false }
    return quietTypes.contains(type) || rules.unconventional == .refuse
  }

  /// Types of changes that do not concern users. Any other word before a colon may name a
  /// component, as in `parser: accept tabs`, and is shown even without a heading.
  private static let quietTypes: Set<String> = [
    "build", "chore", "ci", "doc", "docs", "refactor", "release", "style", "test", "tests", "wip",
  ]
}

/// The positions of commits and their reverts; `commits` are newest first. A revert that was itself
/// reverted cancels nothing, nor does the revert of a merge, which reverts more than one commit.
func cancelledCommits(_ commits: [CommitSummary]) -> Set<Int> {
  guard commits.contains(where: { !$0.reverts.isEmpty }) else { return [] }
  var byStart: [UInt32: [Int]] = [:]
  for (position, commit) in commits.enumerated() {
    byStart[commit.id.sevenDigits, default: []].append(position)
  }
  var result: Set<Int> = []
  for (position, commit) in commits.enumerated() where !result.contains(position) {
    let targets = commit.reverts.map { start in
      UInt32(start.prefix(7), radix: 16).flatMap { byStart[$0] }?.first {
        $0 > position && !result.contains($0) && commits[$0].origin != .merge
          && commits[$0].id.hex.hasPrefix(start)
      }
    }
    let found = targets.compactMap { $0 }
    guard !found.isEmpty, found.count == targets.count else { continue }
    result.formUnion(found)
    result.insert(position)
  }
  return result
}
