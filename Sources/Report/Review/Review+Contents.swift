import Release

// The long parts of a review: scripts, tickets, notes and commits.

/// Each migration with its scripts; the oldest are cut first.
func migrations(_ review: Review) -> [DocumentPart] {
  review.migrations.enumerated().map { index, change in
    let news = change.newFor.map { foreign($0, limit: 80) }.joined(separator: ", ")
    let state = change.isReworked ? "edited after its release" : "new"
    let lacks = ["revert", "verify"].filter { name in
      !change.scripts.contains { $0.name == name }
    }
    .map { " · **no \($0) script**" }.joined()
    return DocumentPart(
      opening: (index == 0 ? "\n## Migrations\n" : "")
        + "\n### \(foreign(change.database)): \(foreign(change.id))\n\n"
        + "\(state)\(news.isEmpty ? "" : " for \(news)")\(lacks)\n",
      items: change.scripts.map { script in script.name == "deploy" ? open(script) : fold(script) },
      unit: ("script", "scripts"), weight: .script)
  }
}

private func open(_ script: ReviewedMigration.Script) -> String {
  "\n\(code(script.path))\n\n\(fenced(script.text, language: "sql"))"
}

private func fold(_ script: ReviewedMigration.Script) -> String {
  folded(script.name + ".sql", fenced(script.text, language: "sql"))
}

/// A section that is collapsed until clicked.
private func folded(_ summary: String, _ body: String) -> String {
  foldStart(summary) + body + foldEnd
}

private func foldStart(_ summary: String) -> String {
  "\n<details><summary>\(summary)</summary>\n\n"
}

private let foldEnd = "\n</details>\n"

func changes(_ review: Review) -> DocumentPart? {
  guard !review.changes.isEmpty else { return nil }
  return DocumentPart(
    opening: "\n## Changes\n\n| risk | change | title |\n|---|---|---|\n",
    items: review.changes.sorted { $0.risk > $1.risk }.map { change in
      "| \(change.risk.rawValue) | \(foreign(change.id)) | \(foreign(change.title)) |\n"
    },
    unit: ("ticket", "tickets"), weight: .change)
}

func notes(_ review: Review) -> DocumentPart? {
  guard let notes = review.notes else { return nil }
  let origin =
    notes.isCommitted ? "as \(code(notes.path)) has them" : "generated: none are committed"
  return DocumentPart(
    opening: "\n## Release notes, \(origin)\n\n", items: quotation(notes.text),
    unit: ("line of the notes", "lines of the notes"), weight: .notes)
}

func commits(_ review: Review) -> DocumentPart? {
  guard !review.commits.isEmpty else { return nil }
  let title = plural(review.commits.count, "commit")
  return DocumentPart(
    opening: foldStart("\(title), and where each went"),
    items: review.commits.map { commit in
      let outcome = String(describing: commit.outcome)
      return "- \(code(commit.id.short)) \(foreign(commit.subject)) — \(foreign(outcome))\n"
    }, closing: foldEnd, unit: ("commit", "commits"), weight: .commit)
}
