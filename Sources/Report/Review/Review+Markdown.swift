import Release

/// The maximum length of a comment on GitHub, in characters.
public let reviewLimit = 65_536

/// A review for a pull request, in less than `limit` bytes: errors, risks, the migrations in full,
/// the gates and the approvals come first, and are cut last.
public func markdown(_ review: Review, limit: Int = reviewLimit) -> String {
  var parts = [DocumentPart(opening: review.tag.map { heading(review, $0) } ?? nothing(review))]
  if review.tag != nil { parts.append(environments(review)) }
  parts += [findings(review, .error), findings(review, .warning)].compactMap { $0 }
  parts += configuration(review) + proposedRules(review)
  if review.tag != nil {
    parts += migrations(review) + [gates(review), approvals(review)]
    parts += [changes(review), notes(review), commits(review)].compactMap { $0 }
  }
  let name = review.tag.map { escaped($0) + " " } ?? ""
  return fitting(parts, limit: limit, seeAlso: "relman review \(name)--format json")
}

private func nothing(_ review: Review) -> String {
  "# Nothing to release\n\nNo commit up to \(code(review.commit.short)) requires a release"
    + " of \(foreign(review.name)).\n"
}

/// The title and the most important facts.
private func heading(_ review: Review, _ tag: String) -> String {
  let state = review.isTagged ? "" : ", which is not tagged yet"
  var facts = ["**Risk:** \(review.risk?.rawValue ?? "unknown")"]
  if let model = review.model { facts.append("**model:** \(foreign(model))") }
  facts.append("**since:** \(review.previous.map { foreign($0) } ?? "the beginning")")
  if let digest = review.digest { facts.append("**package:** \(code(digest.short))") }
  if let policy = review.policy { facts.append("**policy:** version \(policy.version)") }
  return """
    # Review of \(foreign(tag))

    \(foreign(review.name)), as of the commit \(code(review.commit.short))\(state).

    \(facts.joined(separator: " · "))

    """
}

private func environments(_ review: Review) -> DocumentPart {
  var part = DocumentPart(opening: "")
  guard !review.environments.isEmpty else { return part }
  part.opening = """

    | environment | has | new there | gate |
    |---|---|---|---|

    """
  part.unit = ("environment", "environments")
  part.items = review.environments.map { environment in
    let current = environment.current.map { foreign($0, limit: 80) } ?? "nothing"
    let source = environment.source == .pin ? " (pinned)" : ""
    return "| \(foreign(environment.name, limit: 80)) | \(current)\(source) "
      + "| \(environment.news.map(summary) ?? "unknown") | \(summary(environment.gate)) |\n"
  }
  return part
}

private func summary(_ news: ReviewedEnvironment.News) -> String {
  let files = news.files.added.count + news.files.changed.count + news.files.removed.count
  var parts: [String] = news.isConfigurationChanged ? ["**configuration**"] : []
  if !news.migrations.isEmpty {
    parts.append("**\(plural(news.migrations.count, "migration"))**")
  }
  if !news.changes.isEmpty { parts.append(plural(news.changes.count, "ticket")) }
  if news.commits > 0 { parts.append(plural(news.commits, "commit")) }
  if files > 0 { parts.append(plural(files, "file")) }
  return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
}

private func summary(_ gate: ReviewedGate?) -> String {
  guard let gate else { return "unknown" }
  guard !gate.isAllowed else { return "open" }
  return "needs " + gate.missing.prefix(10).map { foreign($0, limit: 80) }.joined(separator: ", ")
}

private func findings(_ review: Review, _ level: ReviewFinding.Level) -> DocumentPart? {
  let found = review.findings.filter { $0.level == level }
  guard !found.isEmpty else { return nil }
  return DocumentPart(
    opening: level == .error ? "\n## To fix first\n\n" : "\n## Risks\n\n",
    items: ReviewFinding.Rule.allCases.flatMap { rule in
      listed(found.filter { $0.rule == rule })
    },
    unit: ("finding", "findings"), weight: level == .error ? .finding : .essential)
}

/// The findings of one rule; of very many only the first, and the number of the rest.
private func listed(_ findings: [ReviewFinding], limit: Int = 25) -> [String] {
  let shown = findings.prefix(limit).map { finding in
    let command = finding.command.map { "  \n  next: \(code($0.text))" } ?? ""
    return "- \(foreign(finding.text, limit: 500))\(command)\n"
  }
  let more = findings.count - shown.count
  return more > 0 ? shown + ["- and \(more) more like these\n"] : shown
}

private func configuration(_ review: Review) -> [DocumentPart] {
  changedFiles(
    review.configuration, "Configuration: it decides what a package holds",
    unit: ("changed configuration file", "changed configuration files"))
}

private func proposedRules(_ review: Review) -> [DocumentPart] {
  changedFiles(
    review.proposedRules, "Rules: what the commit proposes, and is not in force",
    unit: ("changed file of the rules", "changed files of the rules"))
}

private func changedFiles(
  _ files: [ReviewedFile], _ heading: String, unit: (String, String)
) -> [DocumentPart] {
  files.enumerated().map { index, file in
    DocumentPart(
      opening: (index == 0 ? "\n## \(heading)\n" : "") + "\n\(code(file.path))\n\n",
      items: [fenced(file.lines.map { $0 + "\n" }.joined(), language: "diff")], unit: unit,
      weight: .finding)
  }
}

/// The gates, with the next command for each requirement that is not met.
private func gates(_ review: Review) -> DocumentPart {
  var part = DocumentPart(opening: "\n## Gates\n\n", unit: ("requirement", "requirements"))
  for environment in review.environments {
    let name = foreign(environment.name, limit: 80)
    guard let gate = environment.gate else {
      part.items.append("- **\(name)**: not known here\n")
      continue
    }
    part.items.append("- **\(name)**: \(gate.isAllowed ? "open" : "closed")\n")
    for requirement in gate.requirements {
      let command = requirement.hint.map { ", next: \(code($0.text, limit: 120))" } ?? ""
      part.items.append(
        "  - \(requirement.state.rawValue) \(foreign(requirement.rule, limit: 80)): "
          + "\(foreign(requirement.detail, limit: 200))\(command)\n")
    }
  }
  if part.items.isEmpty { part.opening += "No environment is known here.\n" }
  return part
}

private func approvals(_ review: Review) -> DocumentPart {
  var part = DocumentPart(opening: "\n## Approvals so far\n\n", unit: ("approval", "approvals"))
  part.items = review.approvals.map { approval in
    let reason = approval.reason.map { ": \(foreign(quoted($0, limit: 120)))" } ?? ""
    let lapse = approval.discounted.map { " — does not count: \(foreign($0, limit: 120))" } ?? ""
    return "- \(foreign(approval.person, limit: 80)), \(approval.decision.rawValue) for "
      + "\(foreign(approval.environment, limit: 80)) as "
      + "\(foreign(approval.roles.joined(separator: ", "), limit: 120))\(reason)"
      + " (\(code(approval.statement.short)))\(lapse)\n"
  }
  if part.items.isEmpty { part.opening += "None.\n" }
  return part
}
