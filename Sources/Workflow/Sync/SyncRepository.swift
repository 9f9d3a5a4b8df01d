import Records
import Git
import Glibc
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
    /// What the remote has there is none of relman's, or no part of it: it was left alone.
    case ignored
  }

  public var isWhole: Bool { !refs.contains { $0.state == .diverged } }
}

/// How long others may be faster again and again, in seconds.
private let patienceSeconds = 600

/// Exchanges packages, notes, policy and ledgers with a remote: notes are joined line by line, the
/// rest only moves forward. Nothing is lost on either side, and what a remote has that is none of
/// relman's is named and left alone.
///
/// - Throws: `.tryAgain` when others pushed first each time.
public func syncRepository(
  with remote: String?, _ context: CommandContext, dryRun: Bool = false
) async throws(Problem) -> SyncResult {
  let project = try Project.open(context)
  let name = try remoteName(remote, project)
  let remote = Remote(name: name, store: project.store)
  guard !dryRun else { return try await preview(remote, project) }
  try await remote.fetch()
  let exchange = try Exchange(project.refreshed(), remote: name).judged()
  try exchange.sayDoubts()
  return try await synchronize(exchange, remote, project)
}

/// What would be exchanged, as far as it is known without bringing anything.
private func preview(_ remote: Remote, _ project: Project) async throws(Problem) -> SyncResult {
  let listed = try await remote.recordReferences()
  let exchange = try Exchange(project, remote: remote.name, listed: listed)
  try exchange.sayDoubts()
  let tags = try await TagExchange(
    of: exchange.exchangedPackages, from: remote, in: project.store)
  return SyncResult(remote: remote.name, refs: exchange.refs.map { $0.result }).adding(tags)
}

private func synchronize(
  _ first: Exchange, _ remote: Remote, _ project: Project
) async throws(Problem) -> SyncResult {
  let clock = ContinuousClock()
  let deadline = clock.now + .seconds(patienceSeconds)
  var exchange = first
  var longestPauseMilliseconds = 50
  while true {
    do throws(Problem) {
      let received = try exchange.receive()
      let outgoing = exchange.refs.filter(\.wantsSending).map(\.name)
      if !outgoing.isEmpty {
        try await remote.push(outgoing)
        try await remote.fetch()
      }
      let tags = try await TagExchange(
        of: exchange.exchangedPackages, from: remote, in: received.store)
      try await tags.fetch()
      tags.sayDoubts()
      return SyncResult(remote: remote.name, refs: exchange.refs.map { $0.result }).adding(tags)
    } catch {
      guard error.kind == .tryAgain, clock.now < deadline else { throw error }
    }
    // By chance, so that those who lost together do not meet again; and never long, since whoever
    // waits longer than those who come later loses to all of them.
    usleep(UInt32.random(in: 0...UInt32(longestPauseMilliseconds) * 1_000))
    longestPauseMilliseconds = min(2 * longestPauseMilliseconds, 400)
    try await remote.fetch()
    exchange = try Exchange(project.refreshed(), remote: remote.name).judged()
  }
}

/// Exchanges what relman keeps before something is decided on it: what is decided goes on record
/// with the statements that it goes by, and nobody else could tell that it does where they are here
/// alone.
///
/// - Parameter mended: the environment whose ledger, where it went on here and there, becomes the
///   remote's; what only this clone has of it is kept aside.
/// - Returns: the project with what was received.
/// - Throws: `.tryAgain` where another ledger or the policy went on here and there.
func exchangeRecords(
  with remote: Remote, _ project: Project, mending mended: String? = nil
) async throws(Problem) -> Project {
  try await remote.fetch()
  var exchange = try Exchange(project.refreshed(), remote: remote.name).judged()
  if let mended { exchange = exchange.settingAside(RefName.deployments(mended)) }
  if let apart = exchange.refs.first(where: { $0.state == .diverged }) {
    throw Problem(
      .tryAgain,
      apart.doubt.map { "\(apart.name) of \(remote.name) \($0.what)" }
        ?? "\(apart.name) went on here and on \(remote.name)",
      hint: apart.doubt?.hint ?? apart.wayOut)
  }
  _ = try await synchronize(exchange, remote, project)
  return try project.refreshed()
}

extension Exchange {
  /// The tags of the packages that went or came.
  fileprivate var exchangedPackages: [String] {
    refs.compactMap { pair in
      guard pair.state == .received || pair.state == .sent,
        case .package(let tag) = RecordRef(pair.name)
      else {
        return nil
      }
      return tag
    }
  }
}

extension SyncResult {
  fileprivate func adding(_ tags: TagExchange) -> SyncResult {
    var result = self
    result.refs += tags.missing.map { Ref(name: RefName.tag($0), state: .received) }
    return result
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
