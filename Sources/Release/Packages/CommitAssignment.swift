/// Where each commit goes: to its ticket, to a change of its own, or out, with the reason. What can
/// go nowhere is a finding, because nothing may be forgotten.
struct CommitAssignment {
  private(set) var commits: [PackagedCommit] = []
  private(set) var findings: [PackageFinding] = []

  init(_ input: PackageInput) {
    for candidate in input.commits { file(candidate, in: input) }
  }

  private mutating func file(_ candidate: PackageInput.ReleasedCommit, in input: PackageInput) {
    guard input.line.owns(candidate.paths) else {
      return add(candidate, .leftOut(.notCarried))
    }
    let named = Set(candidate.changes).sorted()
    let known = named.filter { input.tickets[$0] != nil }
    for missing in named where input.tickets[missing] == nil {
      let near = suggestion(for: missing, among: input.tickets.keys)
      findings.append(
        PackageFinding(
          "\(name(candidate)) names the change \(quoted(missing)), which has no ticket" + near))
    }
    let claimed = known.isEmpty ? claimants(of: candidate, in: input.tickets) : known
    if !claimed.isEmpty {
      add(candidate, .tickets(claimed))
    } else if candidate.isMerge {
      add(candidate, .leftOut(.merge))
    } else {
      fileAlone(candidate, in: input.line, by: input.rules)
    }
  }

  /// A commit that no ticket claims.
  private mutating func fileAlone(
    _ candidate: PackageInput.ReleasedCommit, in line: PackageDefinition, by rules: CommitRules
  ) {
    let carried = candidate.paths.filter { line.carries($0) }
    let migration = candidate.paths.first { line.database(holding: $0) != nil }
    if let migration, let database = line.database(holding: migration) {
      findings.append(
        PackageFinding(
          "\(name(candidate)) changes the database \(database.name) and names no change",
          at: migration))
    } else if touchesOnlyOwnFiles(candidate) {
      add(candidate, .leftOut(.relmanFiles))
    } else if candidate.isConventional || rules.unconventional == .keep {
      add(candidate, .own)
    } else if carried.isEmpty {
      add(candidate, .leftOut(.notCarried))
    } else {
      findings.append(
        PackageFinding(
          "\(name(candidate)) changes \(quoted(carried[0].text)), names no change, and its "
            + "message is not conventional", at: carried[0]))
    }
  }

  /// A promotion, or a correction of release notes, is no news of the release that follows.
  private func touchesOnlyOwnFiles(_ candidate: PackageInput.ReleasedCommit) -> Bool {
    !candidate.paths.isEmpty && candidate.paths.allSatisfy { $0.isInside(.relman) }
  }

  /// The tickets whose `paths` hold everything that the commit touched.
  private func claimants(
    of candidate: PackageInput.ReleasedCommit, in tickets: [String: PackageInput.Ticket]
  ) -> [String] {
    guard !candidate.paths.isEmpty else { return [] }
    return tickets.filter { _, ticket in
      candidate.paths.allSatisfy { path in ticket.change.paths.contains { $0.matches(path) } }
    }.map(\.key).sorted()
  }

  private mutating func add(
    _ candidate: PackageInput.ReleasedCommit, _ outcome: PackagedCommit.Outcome
  ) {
    commits.append(
      PackagedCommit(
        id: candidate.id, subject: candidate.subject, author: candidate.authorMail,
        contributors: candidate.contributors,
        outcome: outcome,
        corrections: candidate.corrections.isEmpty ? nil : candidate.corrections))
  }

  private func name(_ candidate: PackageInput.ReleasedCommit) -> String {
    "\(candidate.id.short) \(quoted(candidate.subject, limit: 60))"
  }
}
