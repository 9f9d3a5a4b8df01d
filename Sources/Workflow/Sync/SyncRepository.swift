import Records
import Git
import Release

/// What `relman sync` did to each ref.
public struct SyncResult: Encodable, Sendable {
  public var remote: String
  public var refs: [Ref]

  public struct Ref: Encodable, Sendable {
    public var name: String
    public var state: State
  }

  public enum State: String, Encodable, Sendable {
    case unchanged, received, sent, joined
    /// Both sides went on from one point, and a ledger is never rewritten: a person must look.
    case diverged
  }

  public var isWhole: Bool { !refs.contains { $0.state == .diverged } }
}

/// Exchanges packages, notes, policy and ledgers with a remote: notes are joined line by line, the
/// rest only moves forward. Nothing is lost on either side.
public func syncRepository(
  with remote: String?, _ context: CommandContext, dryRun: Bool = false
) async throws(Problem) -> SyncResult {
  let project = try Project.open(context)
  let name = try remoteName(remote, project)
  let remote = Remote(name: name, store: project.store)
  try await remote.fetch()
  var attempts = 0
  while true {
    let exchange = try Exchange(project, remote: name)
    let result = SyncResult(remote: name, refs: exchange.refs.map { $0.result })
    guard !dryRun else { return result }
    try exchange.receive()
    do throws(Problem) {
      try await remote.push(exchange.refs.filter(\.wantsSending).map(\.name))
      try await remote.fetch()
      return result
    } catch {
      attempts += 1
      guard error.kind == .tryAgain, attempts < 5 else { throw error }
      try await remote.fetch()
    }
  }
}

private func remoteName(_ asked: String?, _ project: Project) throws(Problem) -> String {
  let known = try project.repository.remotes()
  if let asked {
    if known.contains(asked) { return asked }
    throw Problem(
      .notFound, "there is no remote \(quoted(asked))" + suggestion(for: asked, among: known),
      hint: "git remote -v")
  }
  if known.contains("origin") { return "origin" }
  guard let only = known.first, known.count == 1 else {
    throw Problem(
      .notFound,
      known.isEmpty ? "this repository has no remote" : "which remote? There is no origin",
      hint: known.isEmpty ? "git remote add origin URL" : "relman sync \(known[0])")
  }
  return only
}

/// Our refs beside the remote's, and what is to be done about each.
private struct Exchange {
  private(set) var refs: [Pair] = []
  let project: Project

  struct Pair {
    var name: String
    var ours: ObjectID?
    var theirs: ObjectID?
    var state: SyncResult.State

    var result: SyncResult.Ref { .init(name: name, state: state) }
    var wantsSending: Bool { state == .sent || state == .joined }
    var isNotes: Bool { name.hasPrefix("refs/notes/") }
  }

  init(_ project: Project, remote: String) throws(Problem) {
    self.project = project
    let repository = project.repository
    var ours: [String: ObjectID] = [:]
    for prefix in ["refs/relman/", "refs/notes/relman/"] {
      for ref in try repository.references(prefix: prefix) { ours[ref.name] = ref.target }
    }
    var theirs: [String: ObjectID] = [:]
    let tracking = Remote.tracking(remote)
    for ref in try repository.references(prefix: tracking) {
      let rest = ref.name.dropFirst(tracking.count)
      let isNotes = rest.hasPrefix("notes/")
      theirs[isNotes ? "refs/notes/relman/\(rest.dropFirst(6))" : "refs/relman/\(rest)"] =
        ref.target
    }
    for name in Set(ours.keys).union(theirs.keys).sorted() {
      refs.append(try pair(name, ours[name], theirs[name]))
    }
  }

  private func pair(
    _ name: String, _ ours: ObjectID?, _ theirs: ObjectID?
  ) throws(Problem) -> Pair {
    var pair = Pair(name: name, ours: ours, theirs: theirs, state: .unchanged)
    guard ours != theirs else { return pair }
    guard let ours else {
      pair.state = .received
      return pair
    }
    guard let theirs else {
      pair.state = .sent
      return pair
    }
    if try project.repository.isAncestor(theirs, of: ours) {
      pair.state = .sent
    } else if try follows(ours, theirs, name) {
      pair.state = .received
    } else {
      pair.state = pair.isNotes ? .joined : .diverged
    }
    return pair
  }

  /// Whether theirs goes on from ours, and no merge puts another line in the policy's place.
  private func follows(
    _ ours: ObjectID, _ theirs: ObjectID, _ name: String
  ) throws(Problem) -> Bool {
    name == RefName.policy
      ? try PolicyHistory.continues(ours, to: theirs, in: project.repository)
      : try project.repository.isAncestor(ours, of: theirs)
  }

  /// Moves our refs forward to the remote's, and joins notes.
  func receive() throws(Problem) {
    for pair in refs {
      guard let theirs = pair.theirs else { continue }
      switch pair.state {
      case .received:
        try project.repository.update(
          pair.name, to: theirs, expecting: pair.ours, log: "relman: sync")
      case .joined:
        try project.repository.mergeNotes(
          theirs, into: pair.name, author: project.store.committer())
      case .diverged:
        project.context.say(
          "warning: \(pair.name) went on here and on the remote; neither was changed\n"
            + "hint: "
            + (pair.name == RefName.policy
              ? "relman policy publish --rebase" : "git log \(pair.name)"))
      case .unchanged, .sent: continue
      }
    }
  }
}
