import CGit2
import Release

extension Repository {
  /// The names of the configured remotes.
  public func remotes() throws(Problem) -> [String] {
    var names = git_strarray()
    try check(git_remote_list(&names, pointer), "list the remotes")
    return taken(&names)
  }

  /// The remotes that promised to a partial clone what it left out.
  public func promisors() throws(Problem) -> [String] {
    var result: [String] = []
    for name in try remotes() where try configuration("remote.\(name).promisor") == "true" {
      result.append(name)
    }
    return result
  }

  /// Where a remote is, `url.<base>.insteadOf` applied; nil when there is no such remote.
  public func remoteURL(_ name: String) throws(Problem) -> String? {
    guard isCString(name) else { return nil }
    let remote = try Handle.find("read the remote \(quoted(name))", release: git_remote_free) {
      git_remote_lookup(&$0, pointer, name)
    }
    guard let remote else { return nil }
    return git_remote_url(remote.pointer).map { String(cString: $0) }
  }
}
