import Git
import Records
import Release

/// Our refs beside the remote's, and what is to be done about each.
struct Exchange {
  var refs: [Pair] = []
  let project: Project
  let remote: String

  struct Pair {
    let name: String
    let ours: ObjectID?
    /// What is received of the remote's; nil for nothing.
    var theirs: ObjectID?
    var state: SyncResult.State
    /// What the remote has there that is left alone: what it is, and the command that mends it.
    var doubt: (what: String, hint: ShellCommand)?
    /// Whether records here, that never reached the remote, give way to the remote's.
    var isOutdated = false
    /// Whether it is ours that is in doubt.
    var isOurFault = false
    /// The ref that keeps our line, where the remote's takes its place.
    var keptAside: String?

    var result: SyncResult.Ref { .init(name: name, state: state) }
    var wantsSending: Bool { state == .sent || state == .joined }

    /// What mends a ref that went on here and there.
    var wayOut: ShellCommand {
      guard case .deployments(let environment) = RecordRef(name) else {
        return "relman policy publish --rebase"
      }
      return "relman repair \(environment) --reason REASON"
    }
  }

  /// - Parameter listed: what the remote says it has, of which nothing was brought; nil for what
  ///   was fetched.
  init(
    _ project: Project, remote: String, listed: [String: ObjectID]? = nil
  ) throws(Problem) {
    self.project = project
    self.remote = remote
    let ours = ownRefs()
    let fetched = try remoteRefs()
    let theirs = listed ?? fetched
    for name in Set(ours.keys).union(theirs.keys).sorted() {
      if let their = theirs[name], let doubt = foreign(name, beside: ours) {
        let pair = Pair(name: name, ours: nil, theirs: nil, state: .ignored)
        refs.append(try ignored(pair, doubt, their))
      } else if let their = theirs[name], !project.repository.contains(their) {
        refs.append(try unseen(name, ours[name], lastSeen: fetched[name]))
      } else {
        refs.append(try readable(name, ours[name], theirs[name], blockedBy: theirs.keys))
      }
    }
    guard !awaitsPolicy else { return }
    for index in refs.indices where refs[index].state == .diverged {
      refs[index] = try judgedLedger(refs[index])
    }
  }

  /// What would come of a ref whose newest commit is not here: by what of ours the remote had when
  /// it was last asked.
  private func unseen(
    _ name: String, _ ours: ObjectID?, lastSeen: ObjectID?
  ) throws(Problem) -> Pair {
    var pair = Pair(name: name, ours: ours, theirs: nil, state: .received)
    guard let ours else { return pair }
    if case .package = RecordRef(name) {
      pair.state = .ignored
    } else if let lastSeen, try follows(ours, lastSeen, name) {
      return pair
    } else {
      pair.state = isNotes(name) ? .joined : .diverged
    }
    return pair
  }

  private func ownRefs() -> [String: ObjectID] {
    let refs = project.store.snapshot.refs(prefix: "").filter { RecordRef($0.name) != nil }
    return Dictionary(uniqueKeysWithValues: refs.map { ($0.name, $0.target) })
  }

  private func remoteRefs() throws(Problem) -> [String: ObjectID] {
    var result: [String: ObjectID] = [:]
    for (folder, prefix) in [("relman/", "refs/relman/"), ("notes/", RefName.notes)] {
      let tracking = Remote.tracking(remote) + folder
      for ref in try project.repository.references(prefix: tracking) {
        result[prefix + ref.name.dropFirst(tracking.count)] = ref.target
      }
    }
    return result
  }

  /// Why a remote's ref is left alone by its name: it is none of relman's, or there can be no such
  /// ref beside one of ours.
  private func foreign(_ name: String, beside ours: [String: ObjectID]) -> String? {
    if RecordRef(name) == nil { return "is no ref that relman keeps" }
    let other = ours.keys.first { name.hasPrefix($0 + "/") || $0.hasPrefix(name + "/") }
    return other.map { "stands in the way of \($0)" }
  }

  /// What cannot be read at the remote is left alone, whatever it is: nobody's push takes anybody's
  /// sync away.
  private func readable(
    _ name: String, _ ours: ObjectID?, _ theirs: ObjectID?, blockedBy others: some Sequence<String>
  ) throws(Problem) -> Pair {
    do throws(Problem) {
      return try pair(name, ours, theirs, blockedBy: others)
    } catch {
      guard error.kind == .badData, theirs != nil else { throw error }
      var pair = Pair(name: name, ours: ours, theirs: nil, state: .ignored)
      pair.doubt = (
        "cannot be read: \(error.message)", "git push \(remote) --delete \(name)"
      )
      return pair
    }
  }

  private func pair(
    _ name: String, _ ours: ObjectID?, _ theirs: ObjectID?, blockedBy others: some Sequence<String>
  ) throws(Problem) -> Pair {
    var pair = Pair(name: name, ours: ours, theirs: theirs, state: .unchanged)
    if let ours, ours != theirs, let doubt = try ownDoubt(name, ours) {
      (pair.theirs, pair.state, pair.doubt) = (nil, .ignored, doubt)
      pair.isOurFault = true
      return pair
    }
    guard let theirs else {
      let isBlocked = others.contains { $0.hasPrefix(name + "/") || name.hasPrefix($0 + "/") }
      pair.state = isBlocked ? .ignored : .sent
      if !isBlocked, try lacksLines(pair) { pair.state = .joined }
      return pair
    }
    if case .package(let tag) = RecordRef(name) { return try package(tag, pair, theirs) }
    guard try project.repository.isTreeCommit(theirs) else {
      return try ignored(pair, "is no commit of a folder", theirs)
    }
    pair.state = try state(of: name, ours, theirs)
    if try lacksLines(pair) { pair.state = .joined }
    return pair
  }

  /// Why ours is never sent: the remote would have it in the place of what others made.
  private func ownDoubt(
    _ name: String, _ ours: ObjectID
  ) throws(Problem) -> (what: String, hint: ShellCommand)? {
    let isWhole =
      if case .package(let tag) = RecordRef(name) {
        try project.repository.package(of: tag, in: ours) == ours
      } else {
        try project.repository.isTreeCommit(ours)
      }
    return isWhole ? nil : ("is nothing that relman wrote", "git update-ref -d \(name)")
  }

  private func state(
    of name: String, _ ours: ObjectID?, _ theirs: ObjectID
  ) throws(Problem) -> SyncResult.State {
    guard ours != theirs else { return .unchanged }
    guard let ours, try !follows(ours, theirs, name) else { return .received }
    if try project.repository.isAncestor(theirs, of: ours) { return .sent }
    return isNotes(name) ? .joined : .diverged
  }

  /// Whether theirs goes on from ours, and no merge puts another line in the policy's place.
  private func follows(
    _ ours: ObjectID, _ theirs: ObjectID, _ name: String
  ) throws(Problem) -> Bool {
    name == RefName.policy
      ? try PolicyHistory.continues(ours, to: theirs, in: project.repository)
      : try project.repository.isAncestor(ours, of: theirs)
  }

  private func isNotes(_ name: String) -> Bool { RecordRef(name) == .notes }

  /// Whether the notes that would stand then lack lines that were ever added.
  private func lacksLines(_ pair: Pair) throws(Problem) -> Bool {
    guard isNotes(pair.name), pair.state != .joined,
      let tip = pair.state == .sent ? pair.ours : pair.theirs
    else { return false }
    let notes = try project.store.notes(pair.name, at: tip)
    return try project.repository.lacksNotes(tip, ignoring: notes.ignored)
  }

  /// A package stays what it is: what somebody pushed on top of it is no part of it.
  private func package(
    _ tag: String, _ pair: Pair, _ theirs: ObjectID
  ) throws(Problem) -> Pair {
    guard pair.ours != theirs else { return pair }
    guard let first = try project.repository.package(of: tag, in: theirs) else {
      return try ignored(pair, "is no package of \(quoted(tag))", theirs)
    }
    guard pair.ours == nil else {
      return try ignored(pair, "is another commit than the package here", theirs)
    }
    var result = pair
    (result.theirs, result.state) = (first, .received)
    if first != theirs {
      result.doubt = try doubt(pair, "is a commit on top of the package", theirs, isOurs: true)
    }
    return result
  }

  private func ignored(
    _ pair: Pair, _ what: String, _ theirs: ObjectID
  ) throws(Problem) -> Pair {
    var result = pair
    (result.theirs, result.state) = (nil, .ignored)
    result.doubt = try doubt(pair, what, theirs, isOurs: pair.ours != nil)
    return result
  }

  /// - Parameters:
  ///   - what: follows the ref's name.
  ///   - isOurs: whether ours can take its place.
  func doubt(
    _ pair: Pair, _ what: String, _ theirs: ObjectID, isOurs: Bool
  ) throws(Problem) -> (what: String, hint: ShellCommand) {
    let repository = project.repository
    let isCommit = try repository.isTreeCommit(theirs)
    let who = try isCommit ? repository.description(of: theirs) : theirs.short
    // Names that a shell would read otherwise are not put into a command.
    guard pair.name.utf8.allSatisfy(isPlain) else {
      return ("\(what): \(who)", "git ls-remote \(remote)")
    }
    let option = isOurs ? "--force" : "--delete"
    return ("\(what): \(who)", "git push --no-verify \(option) \(remote) \(pair.name)")
  }
}

private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "@"):
    true
  default: false
  }
}
