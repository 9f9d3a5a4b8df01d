import Git
import Platform
import Release

/// The remote that relman exchanges its refs with, through the `git` program: its credentials, its
/// transports. What is fetched lands beside our own refs, and is joined from there.
public struct Remote {
  public let name: String
  /// Where a push to it goes.
  public let address: String
  public let store: RecordStore

  public init(name: String, address: String? = nil, store: RecordStore) {
    self.name = name
    self.address = address ?? name
    self.store = store
  }

  /// Where a remote's relman refs are kept here.
  public static func tracking(_ remote: String) -> String { "refs/relman-remote/\(remote)/" }

  /// No two refs of a remote, whatever somebody calls them, have one place here.
  public static func refspecs(_ remote: String) -> [String] {
    [
      "+refs/relman/*:\(tracking(remote))relman/*",
      "+refs/notes/relman/*:\(tracking(remote))notes/*",
    ]
  }

  /// Lets a plain `git fetch` bring what relman keeps, beside our own refs and never over them.
  ///
  /// - Returns: the refspecs that are set, for every remote.
  public static func addRefspecs(to repository: Repository) throws(Problem) -> [String] {
    var result: [String] = []
    for remote in try repository.remotes() {
      for refspec in refspecs(remote) {
        try repository.addConfiguration("remote.\(remote).fetch", refspec)
        result.append("\(remote): \(refspec)")
      }
    }
    return result
  }

  /// - Throws: `.notFound` when there is no such remote; `.unreachable` with what git said.
  public func fetch() async throws(Problem) {
    guard try store.repository.promisors().contains(name) else { return try await fetch([]) }
    // What relman keeps is wanted whole, whatever a partial clone leaves out else.
    try await fetch(["--no-filter"])
    if try await lacksObjects() { try await fetch(["--no-filter", "--refetch"]) }
  }

  /// Brings one branch, beside the remote's other branches as Git keeps them here.
  ///
  /// - Parameter ref: its full name on the remote.
  /// - Returns: nil where the remote has no such branch.
  public func fetchBranch(_ ref: String) async throws(Problem) -> ObjectID? {
    guard try await references([ref])[ref] != nil else { return nil }
    let branch = ref.hasPrefix("refs/heads/") ? String(ref.dropFirst("refs/heads/".count)) : ref
    let kept = "refs/remotes/\(name)/\(branch)"
    try await git(["fetch", "--quiet", "--no-tags", "--", name, "+\(ref):\(kept)"])
    return try store.repository.reference(kept)
  }

  /// Brings tags that are not here; those that are stay as they are.
  public func fetchTags(_ names: [String]) async throws(Problem) {
    guard !names.isEmpty else { return }
    let refspecs = names.map { "refs/tags/\($0):refs/tags/\($0)" }
    try await git(["fetch", "--quiet", "--no-tags", "--", name] + refspecs)
  }

  private func fetch(_ options: [String]) async throws(Problem) {
    try await git(
      ["fetch", "--quiet", "--no-tags", "--prune"] + options + ["--", name] + Self.refspecs(name))
  }

  /// Whether another fetch left something out, or the remote took it to be here.
  private func lacksObjects() async throws(Problem) -> Bool {
    try await !git([
      "rev-list", "--objects", "--quiet", "--missing=print", "--glob=\(Self.tracking(name))",
    ]).isEmpty
  }

  /// What these refs point at where a push goes; those that are not there are left out.
  ///
  /// - Throws: `.unreachable` with what git said.
  public func references(_ names: [String]) async throws(Problem) -> [String: ObjectID] {
    let report = try await git(["ls-remote", "--", address] + names)
    var result: [String: ObjectID] = [:]
    for line in report.split(separator: "\n") {
      let words = line.split(separator: "\t").map { String($0) }
      if words.count == 2, names.contains(words[1]) { result[words[1]] = ObjectID(hex: words[0]) }
    }
    return result
  }

  /// Where policy, packages, notes and ledgers are there, without bringing anything.
  ///
  /// - Throws: `.unreachable` with what git said.
  public func recordReferences() async throws(Problem) -> [String: ObjectID] {
    let report = try await git(["ls-remote", "--", name, "refs/relman/*", "refs/notes/relman/*"])
    var result: [String: ObjectID] = [:]
    for line in report.split(separator: "\n") {
      let words = line.split(separator: "\t")
      if words.count == 2 { result[String(words[1])] = ObjectID(hex: words[0]) }
    }
    return result
  }

  /// Pushes refs, each only forward, and answers what became of each.
  ///
  /// - Throws: `.unreachable` with what git said, where the remote did not answer for the refs.
  public func pushEach(_ refs: [String]) async throws(Problem) -> [PushResult] {
    guard !refs.isEmpty else { return [] }
    let answer = try await ask(
      "git", ["push", "--porcelain", "--no-verify", "--", name] + refs.map { "\($0):\($0)" },
      in: store.topFolder, limitSeconds: networkSeconds)
    let report = PushReport(String(decoding: answer.output, as: UTF8.self))
    let stuck = refs.filter { report.outcomes[$0] == nil }
    guard stuck.isEmpty else { throw failure("push", answer) }
    var results: [PushResult] = []
    for ref in refs {
      let outcome = report.outcomes[ref] ?? .unchanged
      results.append(PushResult(ref: ref, outcome: try await settled(outcome, of: ref)))
    }
    return results
  }

  /// A remote says in its own words why it declined a ref. Where the ref is not where this clone
  /// saw it, somebody else was faster, whatever the words.
  private func settled(
    _ outcome: PushResult.Outcome, of ref: String
  ) async throws(Problem) -> PushResult.Outcome {
    guard case .declined = outcome else { return outcome }
    let theirs = try await references([ref])[ref]
    let seen = try store.repository.reference(trackingName(of: ref))
    return theirs == seen ? outcome : .behind
  }

  /// Where what the remote has of a ref of relman's is kept here.
  public func trackingName(of ref: String) -> String { Self.trackingName(of: ref, at: name) }

  /// As `refspecs` place it.
  public static func trackingName(of ref: String, at remote: String) -> String {
    let notes = "refs/notes/relman/"
    return ref.hasPrefix(notes)
      ? tracking(remote) + "notes/" + ref.dropFirst(notes.count)
      : tracking(remote) + ref.dropFirst("refs/".count)
  }

  /// Pushes refs, each only forward.
  ///
  /// - Returns: those that the remote did not have as they are.
  /// - Throws: `.tryAgain` when the remote has moved on, `.refused` when it declined a ref.
  @discardableResult
  public func push(_ refs: [String]) async throws(Problem) -> [String] {
    let results = try await pushEach(refs)
    for result in results { try requireTaken(result) }
    return results.filter { $0.outcome == .pushed }.map(\.ref)
  }

  public func requireTaken(_ result: PushResult) throws(Problem) {
    switch result.outcome {
    case .pushed, .unchanged: return
    case .behind:
      throw Problem(
        .tryAgain, "\(quoted(name)) has moved on: \(result.ref)", hint: "relman sync \(name)")
    case .declined(let why):
      throw Problem(
        .refused, "\(quoted(name)) declined \(quoted(result.ref)): \(escaped(why, limit: 300))",
        hint: "git push \(name) \(result.ref)")
    }
  }

  @discardableResult
  private func git(_ arguments: [String]) async throws(Problem) -> String {
    let answer = try await ask("git", arguments, in: store.topFolder, limitSeconds: networkSeconds)
    guard answer.isSuccess else { throw failure(arguments[0], answer) }
    return String(decoding: answer.output, as: UTF8.self)
  }

  private func failure(_ command: String, _ answer: Answer) -> Problem {
    let said = answer.errors.split(whereSeparator: \.isNewline).joined(separator: "; ")
    return Problem(
      .unreachable, "git \(command) failed: \(escaped(said, limit: 600))", hint: "git remote -v")
  }
}

/// How long one exchange with a remote may take: a first fetch through a slow line is long.
private let networkSeconds = 3600
