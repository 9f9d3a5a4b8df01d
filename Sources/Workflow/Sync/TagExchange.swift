import Git
import Records
import Release

/// The release tags of packages, here and at a remote: without its tag, and the one before it,
/// nobody can build a package again.
struct TagExchange {
  /// The remote has them, and they are not here.
  private(set) var missing: [String] = []
  /// They are other tags here.
  private(set) var differing: [String] = []
  /// They are here alone, and their packages went out.
  private(set) var unsent: [String] = []
  /// They are neither here nor there.
  private(set) var lost: [String] = []
  private let remote: Remote

  /// - Parameter exchanged: packages that were just sent or received.
  init(
    of exchanged: [String], from remote: Remote, in store: RecordStore
  ) async throws(Problem) {
    self.remote = remote
    let repository = store.repository
    var asked: [String] = []
    let exchanged = Set(exchanged)
    for tag in exchanged.union(StoredPackage.all(in: store).map(\.tag)).sorted() {
      let isHere = try repository.reference(RefName.tag(tag)) != nil
      if !isHere || exchanged.contains(tag) { asked.append(tag) }
    }
    guard !asked.isEmpty else { return }
    let theirs = try await remote.references(asked.map(RefName.tag))
    for tag in asked {
      switch (try repository.reference(RefName.tag(tag)), theirs[RefName.tag(tag)]) {
      case (nil, nil): lost.append(tag)
      case (nil, .some): missing.append(tag)
      case (.some(let ours), .some(let their)) where ours != their: differing.append(tag)
      case (.some, nil): unsent.append(tag)
      case (.some, _): continue
      }
    }
  }

  /// Fetches those that are not here; one that is stays as it is.
  func fetch() async throws(Problem) { try await remote.fetchTags(missing) }

  /// Names those that could not be brought.
  func sayDoubts() {
    let say = remote.store.context.say
    for tag in differing.prefix(BoundedMessages.limit) {
      say("warning: the tag \(quoted(tag)) is another one here than at \(remote.name), and stays")
      say("hint: \("relman package verify \(tag)" as ShellCommand)")
    }
    warn(
      of: lost, "neither here nor at \(remote.name) is the tag of the package",
      "so that it cannot be built again; whoever has it pushes it")
    warn(
      of: unsent, "\(remote.name) lacks the tag of the package",
      "so that nobody else can build it again")
  }

  private func warn(of tags: [String], _ what: String, _ consequence: String) {
    guard !tags.isEmpty else { return }
    let named = tags.prefix(BoundedMessages.limit)
    let more = tags.count > named.count ? " and \(tags.count - named.count) more" : ""
    var command: ShellCommand = "git push \(remote.name)"
    for tag in named { command = "\(command) \(tag)" }
    let names = named.map { quoted($0) }.joined(separator: ", ") + more
    remote.store.context.say("warning: \(what) \(names), \(consequence)\nhint: \(command)")
  }
}
