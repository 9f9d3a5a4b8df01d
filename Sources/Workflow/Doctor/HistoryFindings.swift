import Git
import Release

extension Project {
  /// What history itself gets wrong: tags that no branch leads to, clocks, a graph file that is
  /// damaged.
  func historyFindings() throws(Problem) -> [Finding] {
    try graphFindings() + (repository.isShallow ? [] : commitFindings())
  }

  private func graphFindings() throws(Problem) -> [Finding] {
    let rewrite: ShellCommand = "git commit-graph write --reachable"
    switch try repository.commitGraph() {
    case .absent, .whole: return []
    case .withoutDates:
      return [
        Finding(
          severity: .info, check: .commitGraph,
          detail: "the commit-graph file is an old one: ranges are faster and exact with a new one",
          hint: rewrite)
      ]
    case .unusable:
      return [
        Finding(
          severity: .warning, check: .commitGraph,
          detail: "the commit-graph file cannot be used; relman and git read the commits instead",
          hint: rewrite)
      ]
    }
  }

  private func commitFindings() throws(Problem) -> [Finding] {
    let tags = try repository.tags()
    let releases = lines.flatMap { ReleaseTags(in: tags, of: $0).tags }
    var branches: Set<ObjectID> = []
    for prefix in ["refs/heads/", "refs/remotes/"] {
      branches.formUnion(try repository.references(prefix: prefix).map(\.target))
    }
    if let head = try repository.head().commit { branches.insert(head) }
    let found = try repository.find(from: branches.sorted(), hiding: [])
    let ancestry = try repository.ancestry(of: found)
    let inBranches = Set(ancestry.ids)
    let orphans = releases.filter { !inBranches.contains($0.tag.commit) }.map(\.tag.name)
    return try (orphans.isEmpty ? [] : [orphaned(orphans)]) + clockFindings(ancestry)
  }

  private func orphaned(_ names: [String]) -> Finding {
    Finding(
      severity: .warning, check: .tags, detail: "release tags in no branch: \(listed(names))",
      hint: "git log --oneline -1 \(escaped(names[0]))")
  }

  private func clockFindings(_ ancestry: Ancestry) throws(Problem) -> [Finding] {
    let skews = ancestry.skews(overSeconds: 86_400)
    guard let worst = skews.max(by: { $0.seconds < $1.seconds }) else { return [] }
    return [
      Finding(
        severity: .info, check: .clocks,
        detail: "commits more than a day older than a parent of theirs: \(skews.count), "
          + "\(worst.commit.short) by \(worst.seconds / 86_400) days; with a commit-graph file "
          + "ranges are exact all the same",
        hint: try repository.commitGraph() == .whole ? nil : "git commit-graph write --reachable")
    ]
  }
}
