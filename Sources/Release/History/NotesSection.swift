/// The items of a release under one heading.
public struct NotesSection: Hashable, Sendable {
  public var heading: String
  public var items: [NotesItem]
  /// Whether its items show their types: those have no heading of their own.
  public var namesTypes: Bool

  public static let breaking = "Breaking changes"
  public static let other = "Other changes"
}

/// One item of the notes: a commit, or one of the changes that a squashed commit lists.
public struct NotesItem: Hashable, Sendable {
  public var commit: CommitSummary
  public var type: String?
  public var scope: String?
  public var subject: String
  public var isBreaking: Bool
  /// What breaks, in the author's words.
  public var breakingNote: String?

  init(_ commit: CommitSummary) {
    self.commit = commit
    type = commit.type
    scope = commit.scope
    subject = commit.subject
    isBreaking = commit.breaking
    breakingNote = commit.breakingNote
  }

  init(_ commit: CommitSummary, _ entry: Message.Entry) {
    self.commit = commit
    type = entry.type
    scope = entry.scope
    subject = entry.subject
    isBreaking = entry.isBreaking
  }

  /// What the notes show of a commit: its title, and the changes squashed into it.
  static func all(of commit: CommitSummary, by rules: CommitRules) -> [NotesItem] {
    guard !commit.entries.isEmpty else { return [NotesItem(commit)] }
    let entries = commit.entries.filter {
      $0.isBreaking || !CommitSummary.isQuiet($0.type, by: rules)
    }
    var title = NotesItem(commit)
    title.isBreaking = commit.breaking && !commit.entries.contains { $0.isBreaking }
    let isTitleShown =
      commit.type.map { title.isBreaking || !CommitSummary.isQuiet($0, by: rules) } ?? false
    return (isTitleShown ? [title] : []) + entries.map { NotesItem(commit, $0) }
  }
}

extension ReleaseNotes {
  /// The items that are shown, each in one section: breaking changes, then the configured headings
  /// in their order, then the rest.
  public func sections(by rules: CommitRules) -> [NotesSection] {
    var positions: [String: Int] = [:]
    var sections = [NotesSection(heading: NotesSection.breaking, items: [], namesTypes: false)]
    for type in rules.types where positions[type.type] == nil {
      if let position = sections.dropFirst().firstIndex(where: { $0.heading == type.heading }) {
        positions[type.type] = position
      } else {
        positions[type.type] = sections.count
        sections.append(NotesSection(heading: type.heading, items: [], namesTypes: false))
      }
    }
    sections.append(NotesSection(heading: NotesSection.other, items: [], namesTypes: true))
    for commit in commits where commit.hidden == nil {
      for item in NotesItem.all(of: commit, by: rules) {
        let position = item.type.flatMap { positions[$0] } ?? sections.count - 1
        sections[item.isBreaking ? 0 : position].items.append(item)
      }
    }
    return sections.filter { !$0.items.isEmpty }
  }
}
