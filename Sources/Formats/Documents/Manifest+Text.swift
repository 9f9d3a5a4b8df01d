/// The `.relman/environments/<name>.yaml` that `relman init` writes: a team of one can start with
/// it.
///
/// - Parameter after: the environment that must have run a release before this one may.
public func environmentText(name: String, after: String?, databases: [String]) -> String {
  var text = """
    environment: \(yamlText(name))
    release:   # the pinned release; `relman promote` writes it

    """
  if let after {
    text += "after: {environment: \(yamlText(after)), soak: 0s}   # it must have run there first\n"
  }
  text += """
    gates:
      approvals:
        - {role: release-manager, count: 1}
      # Who may not approve: who wrote a change (author), who deploys it (deployer). A team of one
      # starts with nobody; two or more want [author, deployer].
      distinct: []
      expires: 7d   # how long an approval counts

    """
  return text + targetsText(name, databases) + """
    steps:
      backup: auto
      # validate:
      #   - {sql: "SELECT count(*) > 0 FROM orders", on: shop}
      #   - {run: "deploy/smoke.sh", within: 5m}
    onFailure: revert   # stop | revert | restore
    limits: {lock: 5s, statement: 15m, step: 10m, log: 8MiB}

    """
}

private func targetsText(_ environment: String, _ databases: [String]) -> String {
  guard !databases.isEmpty else {
    return """
      targets: []
      # targets:
      #   - {name: shop, database: shop, url: "sqlite:/var/lib/shop/\(environment).db"}

      """
  }
  return "targets:\n"
    + databases.map { database in
      let name = yamlText(database)
      let url = yamlQuoted("sqlite:\(database)-\(environment).db")
      return "  - {name: \(name), database: \(name), url: \(url)}\n"
    }.joined()
}
