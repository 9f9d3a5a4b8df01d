import Records
import Git
import Platform
import Release

extension Project {
  /// Gives authors the names and addresses that `.mailmap` says. Like git, relman reads the work
  /// tree's, or HEAD's in a bare repository; settings of one machine are left out of account.
  func nameProperly(_ excerpts: inout [NotesExcerpt]) throws(Problem) {
    let mailmap = try mailmap()
    guard !mailmap.isEmpty else { return }
    for place in excerpts.indices { excerpts[place].notes.rename { mailmap.proper($0) } }
  }

  private func mailmap() throws(Problem) -> Mailmap {
    if let top = repository.workTree { return Mailmap(try readFile("\(top)/.mailmap") ?? []) }
    guard let head = try repository.head().commit,
      let entry = try repository.entry(at: ".mailmap", in: head), repository.contains(entry.id)
    else { return Mailmap([]) }
    return Mailmap(try repository.blob(entry.id))
  }

  /// Says who wrote each release, and who is new: the whole history before it is walked for that.
  func addContributors(to excerpts: inout [NotesExcerpt]) throws(Problem) {
    let mailmap = try mailmap()
    var contributors = Contributors()
    let earlier = Set(excerpts.flatMap(\.earlier)).sorted()
    try repository.walk(from: earlier) { commit in
      let author = Person(name: commit.author.name, mail: commit.author.mail)
      contributors.remember(mailmap.proper(author))
      for person in Message(commit).coAuthors {
        contributors.remember(mailmap.proper(person))
      }
      return true
    }
    for place in excerpts.indices.reversed() {
      excerpts[place].notes.contributors = contributors.people(of: excerpts[place].notes.commits)
    }
  }
}
