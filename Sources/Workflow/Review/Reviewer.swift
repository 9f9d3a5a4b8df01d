import Records
import Formats
import Git
import Release
import Trust

/// Fills in a review, part by part; what cannot be known becomes a finding.
struct Reviewer {
  let project: Project
  let tag: Tag
  var review: Review

  var repository: Repository { project.repository }
  var builder: PackageBuilder { PackageBuilder(store: project.store) }

  mutating func fill() throws(Problem) {
    let draft = try draft()
    let chain = try policy()
    if let draft { try describe(draft) }
    if let chain { try review.compareRules(with: chain, project) }
    try lookAtNotes()
    let gate = try chain.flatMap { chain throws(Problem) in try storedGate(chain, draft) }
    let package = draft?.assembly.package
    let context = EnvironmentReviewer(
      project: project, chain: chain, gate: gate, package: package, digest: draft?.digest)
    try lookAtEnvironments(context)
    if let package { try lookAtDatabases(package, context) }
    if let gate, let chain { review.approvals = try approvals(gate, chain) }
    review.findings.sort { Self.order($0) < Self.order($1) }
  }

  private mutating func lookAtEnvironments(_ context: EnvironmentReviewer) throws(Problem) {
    let (environments, problems) = try context.environments()
    review.environments = environments
    for (position, problem) in problems.enumerated() where !problems[..<position].contains(problem)
    {
      try find(.unknown, problem.message, command: problem.hint)
    }
  }

  private static func order(_ finding: ReviewFinding) -> Int {
    ReviewFinding.Level.allCases.firstIndex(of: finding.level) ?? 0
  }

  mutating func find(
    _ rule: ReviewFinding.Rule, _ text: String, at path: String? = nil, line: Int? = nil,
    command: ShellCommand? = nil
  ) throws(Problem) {
    try review.find(rule, text, at: path, line: line, command: command)
  }

  // MARK: - The package

  /// The package as it would be; nil, with a finding, where it cannot even be begun.
  private mutating func draft() throws(Problem) -> PackageDraft? {
    do throws(Problem) {
      try project.requireConfiguration()
      return try builder.draft(tag)
    } catch {
      guard [.refused, .configuration, .badData].contains(error.kind) else { throw error }
      let place = error.place.flatMap { $0.file.revision == tag.name ? $0 : nil }
      try find(
        .package, place == nil ? error.message : error.reason, at: place?.file.path,
        line: place?.line, command: error.hint)
      return nil
    }
  }

  private mutating func describe(_ draft: PackageDraft) throws(Problem) {
    let package = draft.assembly.package
    review.digest = draft.digest
    review.previous = package.previous?.tag
    review.model = package.model.isEmpty ? nil : package.model
    review.risk = package.risk
    review.changes = package.changes
    review.commits = package.commits.map { ReviewedCommit($0) }
    let path = ReleaseNotesFile.path(of: tag.name)
    review.notes = ReviewedNotes(
      path: path, isCommitted: try repository.entry(at: path, in: tag.commit) != nil,
      text: String(decoding: draft.notes, as: UTF8.self))
    for finding in draft.assembly.findings {
      let isTicket = finding.line != nil
      try find(
        isTicket ? .ticket : .package, finding.text, at: finding.path?.text,
        line: try line(finding.line, of: finding.path),
        command: isTicket
          ? finding.path.map { path -> ShellCommand in "$EDITOR \(path)" } : "relman change check")
    }
    try compareConfiguration(package)
  }

  /// The number of a line, from 1; nil where the file does not have it.
  private func line(_ text: String?, of path: Path?) throws(Problem) -> Int? {
    guard let text, let path, let bytes = try repository.file(at: path.text, in: tag.commit)
    else { return nil }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.firstIndex { $0.starts(with: text.utf8) }.map { $0 + 1 }
  }

  // MARK: - The rules

  private mutating func policy() throws(Problem) -> PolicyChain? {
    guard project.store.snapshot[RefName.policy] != nil else {
      try find(
        .unknown, "this clone has no release policy, so the gates are not known",
        command: project.isConfigured ? "relman sync" : "relman init")
      return nil
    }
    let chain = try project.policy()
    review.policy = chain.rules.reference
    return chain
  }

  /// The gate of the package that exists, with what was said about it.
  private mutating func storedGate(
    _ chain: PolicyChain, _ draft: PackageDraft?
  ) throws(Problem) -> Gate? {
    guard let draft, project.store.snapshot[RefName.package(tag.name)] != nil else { return nil }
    let command: ShellCommand = "relman package verify \(tag.name)"
    do throws(Problem) {
      let gate = try Gate(tag.name, project)
      if gate.stored.digest == draft.digest { return gate }
      try find(
        .tampered,
        "the package \(tag.name) is not what its tag gives: stored \(gate.stored.digest.short), "
          + "built again \(draft.digest.short)", command: command)
    } catch {
      guard error.kind == .badData else { throw error }
      try find(.tampered, error.message, command: command)
    }
    return nil
  }

  private func approvals(
    _ gate: Gate, _ chain: PolicyChain
  ) throws(Problem) -> [ReviewedApproval] {
    var result: [ReviewedApproval] = []
    var why: [String: [Digest: String]] = [:]
    for name in chain.rules.environments.keys {
      for statement in try gate.verdict(entering: name).discounted {
        why[name, default: [:]][statement.statement] = statement.why
      }
    }
    for signed in gate.approvals.statements {
      result.append(
        ReviewedApproval(signed, discounted: why[signed.predicate.environment]?[signed.id]))
    }
    return result.sorted {
      ($0.environment, $0.person, $0.statement) < ($1.environment, $1.person, $1.statement)
    }
  }
}

extension Review {
  mutating func find(
    _ rule: ReviewFinding.Rule, _ text: String, at path: String? = nil, line: Int? = nil,
    command: ShellCommand? = nil
  ) throws(Problem) {
    let identity = [rule.rawValue, path ?? "", text].joined(separator: "\0")
    findings.append(
      ReviewFinding(
        rule, text, path: path, line: line, command: command,
        fingerprint: try Digest.sha256(Array(identity.utf8))))
  }
}
