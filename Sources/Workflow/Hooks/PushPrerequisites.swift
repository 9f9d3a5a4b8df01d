import Records
import Git
import Release

/// What goes to a remote before release tags, so that nobody finds a tag there whose package cannot
/// be built again: the packages and, where tags go by corrections, those and the policy that says
/// who may correct. Every ref only moves forward.
struct PushPrerequisites {
  let tags: [Tag]
  let remote: Remote

  private var store: RecordStore { remote.store }

  init(of tags: [Tag], remote: Remote) {
    self.tags = tags
    self.remote = remote
  }

  /// - Parameter pushed: the refs that the push itself sends.
  /// - Returns: the refs that the remote did not have as they are.
  /// - Throws: `.refused` when the remote has corrections that are not here.
  func send(besides pushed: [String]) async throws(Problem) -> [String] {
    guard !tags.isEmpty else { return [] }
    let records = try await recordsToSend()
    var packages: [String] = []
    for tag in tags { packages += try chain(of: tag.name).filter { !packages.contains($0) } }
    let sent = try await remote.push((packages + records).filter { !pushed.contains($0) })
    return try await sent + sendTags(of: sent, besides: pushed)
  }

  /// The tags of packages that went out and of which this push is not, where the remote lacks them:
  /// a package is built again from its tag and the one before it.
  private func sendTags(
    of sent: [String], besides pushed: [String]
  ) async throws(Problem) -> [String] {
    var refs: [String] = []
    for ref in sent {
      guard case .package(let tag) = RecordRef(ref), !pushed.contains(RefName.tag(tag)),
        !tags.contains(where: { $0.name == tag }),
        let own = try store.repository.tag(named: tag),
        try StoredPackage.read(tag: tag, in: store).package.source == own.commit
      else { continue }
      refs.append(RefName.tag(tag))
    }
    guard !refs.isEmpty else { return [] }
    let theirs = try await remote.references(refs)
    return try await remote.push(refs.filter { theirs[$0] == nil })
  }

  /// The package and those before it: a remote that has them is sent nothing.
  private func chain(of tag: String) throws(Problem) -> [String] {
    var refs: [String] = []
    var next: String? = tag
    while let name = next {
      refs.append(RefName.package(name))
      next = try StoredPackage.read(tag: name, in: store).package.previous?.tag
    }
    return refs.reversed()
  }

  /// The policy and the corrections, where the remote lacks what the tags go by.
  private func recordsToSend() async throws(Problem) -> [String] {
    var pins: [(tag: Tag, notes: ObjectID)] = []
    for tag in tags {
      if let notes = try store.correctionsHead(pinnedBy: tag) {
        pins.append((tag, notes))
      }
    }
    guard let last = pins.last?.tag else { return [] }
    let theirs = try await remote.references([RefName.policy, RefName.corrections])
    var result: [String] = []
    if let policy = store.snapshot[RefName.policy],
      try isMissing(policy, at: theirs, in: RefName.policy, for: last)
    {
      result.append(RefName.policy)
    }
    for (tag, notes) in pins
    where try isMissing(notes, at: theirs, in: RefName.corrections, for: tag) {
      try requireOurs(notes, for: tag)
      if !result.contains(RefName.corrections) { result.append(RefName.corrections) }
    }
    return result
  }

  /// Whether the remote's ref does not hold a commit yet, and ours moves it forward.
  ///
  /// - Throws: `.refused` when the remote's ref holds what is not here.
  private func isMissing(
    _ commit: ObjectID, at theirs: [String: ObjectID], in ref: String, for tag: Tag
  ) throws(Problem) -> Bool {
    guard let their = theirs[ref] else { return true }
    let repository = store.repository
    if repository.contains(their) {
      if try repository.isAncestor(commit, of: their) { return false }
      if let our = store.snapshot[ref], try repository.isAncestor(their, of: our) {
        return true
      }
    }
    throw Problem(
      .refused,
      "\(quoted(tag.name)) goes by corrections, and \(ref) of \(quoted(remote.name)) holds what "
        + "ours does not", hint: try sync)
  }

  private func requireOurs(_ notes: ObjectID, for tag: Tag) throws(Problem) {
    if let our = store.snapshot[RefName.corrections],
      try store.repository.isAncestor(notes, of: our)
    {
      return
    }
    throw Problem(
      .refused,
      "\(quoted(tag.name)) goes by corrections that neither \(RefName.corrections) nor "
        + "\(quoted(remote.name)) holds: \(notes.short)", hint: try sync)
  }

  private var sync: ShellCommand {
    get throws(Problem) {
      let others = try store.repository.remotes().filter { $0 != "origin" }
      return others.contains(remote.name) ? "relman sync \(remote.name)" : "relman sync"
    }
  }
}
