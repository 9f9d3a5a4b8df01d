// The files that `relman init` writes: they parse as they are, and say what may be changed.
import Release

/// `.relman/config.yaml` for one package and these databases.
public func configurationText(name: String, databases: [String]) -> String {
  var text = """
    # What a package carries and how commits are read. `relman package build` goes by this file
    # as it is at the release's tag.
    relman: 1
    packages:
      - name: \(name)
        tag: "v{version}"
        scheme: semver
        # What the package carries besides the databases' folders. `*` stays within a folder,
        # `**` does not.
        paths: ["**"]
        exclude: ["**/*.md"]

    """
  if databases.isEmpty {
    text += """
      # databases:
      #   shop: {path: db/shop, layout: relman}   # db/shop/<date>-<slug>/{deploy,revert,verify}.sql

      """
  } else {
    text += "databases:\n"
    for database in databases {
      text += "  \(database): {path: db/\(database), layout: relman}\n"
    }
  }
  return text + """
    commits:
      # Commit types that release notes show, in this order, and their headings.
      types: {feat: Features, fix: Fixes, perf: Performance, db: Database, revert: Reverts}
      # refuse: a commit that changes the payload needs a conventional message or a change ticket.
      # keep: any message will do.
      unconventional: refuse

    """
}

/// `.relman/policy.yaml`.
public func policyText(_ policy: Policy) -> String {
  var text = """
    # Who is who and who may do what. This file is a proposal: what counts is the version that the
    # owners have signed with `relman policy publish`. Each person's keys stand in allowed_signers.
    relman: 1
    repository: \(policy.repository)
    people:

    """
  for (name, person) in policy.people.sorted(by: { $0.key < $1.key }) {
    text += "  \(name): {mails: [\(person.mails.map(yamlQuoted).joined(separator: ", "))]}\n"
  }
  text += "roles:\n"
  for (role, people) in policy.roles.sorted(by: { $0.key < $1.key }) {
    text += "  \(role): [\(people.joined(separator: ", "))]\n"
  }
  let owners = policy.owners.people.joined(separator: ", ")
  return text + """
    # Roles whose rejection blocks a release; without this line every role's does.
    # veto: [release-manager]
    # Who signs the next version of these rules, and how many of them must.
    owners: {people: [\(owners)], threshold: \(policy.owners.threshold)}

    """
}

/// `.relman/environments/<name>.yaml`.
public func environmentText(name: String, after: String?, databases: [String]) -> String {
  var text = """
    environment: \(name)
    release:   # the pinned release; `relman promote` writes it

    """
  text +=
    after.map { "after: {environment: \($0), soak: 0s}   # it must have run there first\n" } ?? ""
  text += """
    gates:
      approvals:
        - {role: release-manager, count: 1}
      # distinct: [author, deployer]   # who wrote a change, or deploys it, may not approve it
      expires: 7d                      # how long an approval counts

    """
  if databases.isEmpty {
    text += """
      targets: []
      # targets:
      #   - {name: shop, database: shop, url: "sqlite:/var/lib/shop/\(name).db"}

      """
  } else {
    text += "targets:\n"
    for database in databases {
      text +=
        "  - {name: \(database), database: \(database), url: \"sqlite:\(database)-\(name).db\"}\n"
    }
  }
  return text + """
    steps:
      backup: auto
      # validate:
      #   - {sql: "SELECT count(*) > 0 FROM orders", on: shop}
      #   - {run: "deploy/smoke.sh", within: 5m}
    onFailure: revert                  # stop | revert | restore
    limits: {lock: 5s, statement: 15m, step: 10m, log: 8MiB}

    """
}

/// `.relman/models/<name>.yaml`.
public let modelTexts: [(name: String, text: String)] = [
  (
    "standard",
    """
    # Low risk, done often, known to work: nothing beyond the environment's own gates.
    model: standard
    risk: [low]
    requires: [description]
    approvals: []

    """
  ),
  (
    "normal",
    """
    # The usual release: a reader of the ticket must be able to deploy it and to take it back.
    model: normal
    risk: [medium]
    requires: [description, deployment, rollback, validation]
    approvals: []

    """
  ),
  (
    "major",
    """
    # High risk: everything is written down.
    model: major
    risk: [high]
    requires: [description, justification, deployment, rollback, validation]
    approvals:
      - {role: release-manager, count: 1}

    """
  ),
  (
    "emergency",
    """
    # Only where a ticket asks for it with `model: emergency`.
    model: emergency
    risk: []
    requires: [description, justification, rollback]
    approvals:
      - {role: release-manager, count: 1}

    """
  ),
]
