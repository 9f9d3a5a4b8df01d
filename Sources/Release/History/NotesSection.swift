/// The commits of a release under one heading.
public struct NotesSection: Hashable, Sendable {
  public var heading: String
  public var commits: [NotedCommit]
  /// Whether its commits lack a type with a heading, so that their own type tells more.
  public var namesTypes: Bool

  public static let breaking = "Breaking changes"
  public static let other = "Other changes"
}

extension ReleaseNotes {
  /// The commits that are shown, each in one section: breaking changes, then the configured
  /// headings in their order, then the rest.
  public func sections(by rules: CommitRules) -> [NotesSection] {
    var places: [String: Int] = [:]
    var sections = [NotesSection(heading: NotesSection.breaking, commits: [], namesTypes: false)]
    for type in rules.types where places[type.type] == nil {
      if let place = sections.dropFirst().firstIndex(where: { $0.heading == type.heading }) {
        places[type.type] = place
      } else {
        places[type.type] = sections.count
        sections.append(NotesSection(heading: type.heading, commits: [], namesTypes: false))
      }
    }
    sections.append(NotesSection(heading: NotesSection.other, commits: [], namesTypes: true))
    for commit in commits where commit.hidden == nil {
      let place = commit.type.flatMap { places[$0] } ?? sections.count - 1
      sections[commit.breaking ? 0 : place].commits.append(commit)
    }
    return sections.filter { !$0.commits.isEmpty }
  }
}
