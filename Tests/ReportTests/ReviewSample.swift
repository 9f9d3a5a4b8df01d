import Release

/// A review with something in every part.
func sampleReview() -> Review {
  var review = Review(commit: object(1), name: "shop")
  review.tag = "v1.4.0"
  review.version = "1.4.0"
  review.digest = digest(1)
  review.previous = "v1.3.0"
  review.model = "normal"
  review.risk = .medium
  review.changes = [
    PackagedChange(id: "discounts", title: "Discounts", risk: .medium, sha256: digest(2))
  ]
  review.commits = [
    ReviewedCommit(
      PackagedCommit(
        id: object(2), subject: "feat: discounts", author: "ada@example.org",
        outcome: .tickets(["discounts"])))
  ]
  review.migrations = [migration("2026-11-21-discounts", "CREATE TABLE discount;")]
  review.environments = [environment("staging", missing: ["dba"])]
  review.approvals = [approval(by: "ada", for: "staging")]
  review.notes = ReviewedNotes(
    path: ".relman/releases/v1.4.0.md", isCommitted: true, text: "## v1.4.0\n\n- discounts\n")
  return review
}

func migration(_ id: String, _ sql: String) -> ReviewedMigration {
  ReviewedMigration(
    database: "shop", id: id, isReworked: false, newFor: ["staging"],
    scripts: ["deploy", "revert", "verify"].map { name in
      .init(name: name, path: "db/shop/\(id)/\(name).sql", sha256: digest(3), text: sql)
    })
}

func environment(_ name: String, missing roles: [String]) -> ReviewedEnvironment {
  let requirements = roles.map { role in
    Verdict.Requirement(
      .approval(role: role), .missing, "0 of 1", hint: "relman approve v1.4.0 \(name)")
  }
  return ReviewedEnvironment(
    name: name, current: "v1.3.0", source: .deployment,
    gate: ReviewedGate(Verdict(requirements: requirements)))
}

func approval(
  by person: String, for environment: String, reason: String? = nil, number: Int = 4
) -> ReviewedApproval {
  let approval = Approval(
    decision: .approve, environment: environment, environmentDigest: digest(5), repository: "r",
    policy: PolicyReference(version: 1, digest: digest(6)), roles: ["dba"], reason: reason,
    nonce: "n")
  return ReviewedApproval(
    SignedStatement(id: digest(number), subject: digest(1), person: person, predicate: approval),
    discounted: nil)
}

func finding(
  _ rule: ReviewFinding.Rule, _ text: String, path: String? = nil, line: Int? = nil,
  command: ShellCommand? = nil
) -> ReviewFinding {
  ReviewFinding(rule, text, path: path, line: line, command: command, fingerprint: digest(7))
}

func digest(_ number: Int) -> Digest {
  let digits = String(number, radix: 16)
  let hex = digits + String(repeating: "0", count: 64 - digits.utf8.count)
  guard let digest = Digest(hex: hex) else { preconditionFailure("64 digits are a digest") }
  return digest
}

func object(_ number: Int) -> ObjectID {
  let digits = String(number, radix: 16)
  let hex = digits + String(repeating: "0", count: 40 - digits.utf8.count)
  guard let id = ObjectID(hex: hex) else { preconditionFailure("40 digits are an id") }
  return id
}
