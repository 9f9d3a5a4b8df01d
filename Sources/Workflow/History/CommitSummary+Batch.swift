import Git
import Release

extension CommitSummary {
  /// Summarizes commits. Equal authors share one value, so that a long history fits in memory.
  static func all(of commits: [FoundCommit]) -> [CommitSummary] {
    var people: [Person: Person] = [:]
    return commits.map { commit in
      let author = Person(name: commit.author.name, mail: commit.author.mail)
      let shared = people[author] ?? author
      people[author] = shared
      return CommitSummary(commit.id, by: shared, isMerge: commit.isMerge, message: commit.message)
    }
  }
}
