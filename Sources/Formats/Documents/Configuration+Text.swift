/// The `.relman/config.yaml` that `relman init` writes, for one package and these databases.
public func configurationText(name: String, databases: [String]) -> String {
  var text = """
    # What a package carries and how commits are read. `relman package build` goes by this file
    # as it is at the release's tag.
    relman: 1
    packages:
      - name: \(yamlText(name))
        tag: "v{version}"
        scheme: semver   # or calver("YYYY.0M.MICRO")
        # What a breaking change and a feature raise before 1.0.0: patch, minor or major.
        beforeOne: {breaking: minor, feature: minor}
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
      text += "  \(database): {path: \(yamlText("db/" + database)), layout: relman}\n"
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
