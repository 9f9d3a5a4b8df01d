import Records
import Git
import Platform
import Release

extension Project {
  /// Gives authors their names and addresses from `.mailmap`. Like git, relman reads that of the
  /// work tree, or of HEAD in a bare repository; settings of one machine are ignored.
  func nameProperly(_ excerpts: inout [NotesExcerpt]) throws(Problem) {
    let mailmap = try mailmap()
    guard !mailmap.isEmpty else { return }
    for index in excerpts.indices { excerpts[index].notes.rename { mailmap.proper($0) } }
  }

  private func mailmap() throws(Problem) -> Mailmap {
    if let top = repository.workTree { return Mailmap(try readFile("\(top)/.mailmap") ?? []) }
    guard let head = try repository.head().commit,
      let entry = try repository.entry(at: ".mailmap", in: head), repository.contains(entry.id)
    else { return Mailmap([]) }
    return Mailmap(try repository.blob(entry.id))
  }

  /// Adds who contributed to each release, and who is new, which takes a walk of all its history.
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
    for index in excerpts.indices.reversed() {
      excerpts[index].notes.contributors = contributors.people(of: excerpts[index].notes.commits)
    }
  }
}
