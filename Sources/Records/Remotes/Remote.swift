import Delivery
import Git
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

  /// Pushes refs, each only forward.
  ///
  /// - Returns: those that the remote did not have as they are.
  /// - Throws: `.tryAgain` when the remote has moved on.
  @discardableResult
  public func push(_ refs: [String]) async throws(Problem) -> [String] {
    guard !refs.isEmpty else { return [] }
    let report = try await git(
      ["push", "--porcelain", "--no-verify", "--", name] + refs.map { "\($0):\($0)" })
    let unchanged = report.split(separator: "\n").filter { $0.hasPrefix("=\t") }
    return refs.filter { ref in !unchanged.contains { $0.contains("\t\(ref):") } }
  }

  @discardableResult
  private func git(_ arguments: [String]) async throws(Problem) -> String {
    let answer = try await ask("git", arguments, in: store.topFolder)
    let report = String(decoding: answer.output, as: UTF8.self)
    guard !answer.isSuccess else { return report }
    let said = escaped(answer.errors.split(whereSeparator: \.isNewline).joined(separator: "; "))
    if [report, answer.errors].contains(where: { $0.contains("[rejected]") }) {
      throw Problem(.tryAgain, "\(name) has moved on: \(said)", hint: "relman sync \(name)")
    }
    throw Problem(.unreachable, "git \(arguments[0]) failed: \(said)", hint: "git remote -v")
  }
}
