/// Someone who wrote a part of a release.
public struct Contributor: Hashable, Sendable, Encodable {
  public var name: String
  public var mail: String
  /// Commits of the release, except merges, that they wrote or co-authored.
  public var commits: Int
  /// Whether they contributed to no earlier release.
  public var isNew: Bool
}

/// Finds the contributors of each release in turn, oldest release first.
public struct Contributors {
  private var names: Set<String> = []
  private var mails: Set<String> = []

  public init() {}

  /// Records somebody who contributed before the releases in question.
  public mutating func remember(_ person: Person) {
    names.insert(person.name)
    mails.insert(person.mail)
  }

  /// The contributors of a release, by the number of their commits; all of them are remembered.
  public mutating func people(of commits: [CommitSummary]) -> [Contributor] {
    var counts: [Person: Int] = [:]
    for commit in commits where commit.hidden != .merge {
      for person in Set([commit.author] + commit.coAuthors) { counts[person, default: 0] += 1 }
    }
    let result = counts.map { person, count in
      Contributor(
        name: person.name, mail: person.mail, commits: count,
        isNew: !names.contains(person.name) && !mails.contains(person.mail))
    }
    for commit in commits { ([commit.author] + commit.coAuthors).forEach { remember($0) } }
    return result.sorted {
      ($1.commits, $0.name, $0.mail) < ($0.commits, $1.name, $1.mail)
    }
  }
}
