import Release
import Report
import Testing

struct ReviewLimitTests {
  @Test func aSmallReviewIsShownWhole() {
    let text = markdown(sampleReview())
    #expect(!text.contains("What was cut"))
    for part in ["CREATE TABLE discount;", "- discounts", "feat: discounts", "ada, approve"] {
      #expect(text.contains(part), "\(part)")
    }
  }

  /// Whatever is huge, the review fits, says what it left out and how to see it, and holds every
  /// approval, every gate and every risk.
  @Test(arguments: 0..<12) func aHugeReviewFitsAndKeepsItsApprovals(seed: Int) {
    let review = hugeReview(seed)
    let text = markdown(review)
    #expect(text.utf8.count < reviewLimit)
    #expect(text.unicodeScalars.count < reviewLimit)
    #expect(text.contains("`relman review v1.4.0 --format json`"))
    for approval in review.approvals { #expect(text.contains(approval.statement.short)) }
    for environment in review.environments {
      #expect(text.contains("- **\(environment.name)**: closed"))
    }
    for finding in review.findings where finding.level == .warning {
      #expect(text.contains(finding.text))
    }
  }

  @Test func scriptsOfTheOldestChangesGoFirst() {
    var review = sampleReview()
    let sql = String(repeating: "SELECT 1;\n", count: 1_500)
    review.migrations = ["a", "b", "c"].map { migration($0, "-- of \($0)\n" + sql) }
    let text = markdown(review)
    #expect(text.contains("### shop: a") && !text.contains("-- of a\n"))
    #expect(text.contains("-- of c\n") && text.contains("feat: discounts"))
    #expect(text.contains("Too long to show here: "))
    #expect(text.contains(" scripts. All of it: "))
  }

  /// Very many risks of one kind are counted, and each change says what it lacks.
  @Test func risksLeaveRoomForWhatTheyAreAbout() {
    var review = sampleReview()
    review.findings = (0..<600).map { finding(.revert, "change \($0) has no way back") }
    var change = migration("bare", "SELECT 1;")
    change.scripts = Array(change.scripts.prefix(1))
    review.migrations.append(change)
    let text = markdown(review)
    #expect(text.contains("change 24 has no way back") && text.contains("and 575 more like these"))
    #expect(text.contains("new for staging · **no revert script** · **no verify script**\n"))
    #expect(!text.contains("What was cut"))
  }

  /// More approvals than a comment can hold are still counted.
  @Test func whatNeverFitsIsCountedAtLeast() {
    var review = sampleReview()
    review.approvals = (0..<2_000).map { number in
      approval(by: "p\(number)", for: "staging", number: number)
    }
    let text = markdown(review)
    #expect(text.utf8.count < reviewLimit)
    #expect(text.contains("p0,") && text.contains(" approvals. All of it: "))
  }

  private func hugeReview(_ seed: Int) -> Review {
    var random = Seeded(state: UInt64(seed))
    var review = sampleReview()
    func count(_ limit: Int) -> Int { Int.random(in: 0...limit, using: &random) }
    let letters = ["a", "é", "✓", "`", "<", "@", "\n", "|", "\u{202e}", "-"]
    func text(_ limit: Int) -> String {
      (0..<count(limit)).compactMap { _ in letters.randomElement(using: &random) }.joined()
    }
    review.migrations = (0..<count(600)).map { migration("c\($0)", text(300)) }
    review.migrations.append(migration("big", String(repeating: "x\n", count: 40_000)))
    review.commits = (0..<count(3_000)).map { number in
      ReviewedCommit(
        PackagedCommit(
          id: object(number), subject: text(200), author: "a", outcome: .tickets([text(90)])))
    }
    review.notes?.text = text(20_000)
    review.changes = (0..<count(400)).map { number in
      PackagedChange(id: "t\(number)", title: text(300), risk: .high, sha256: digest(number))
    }
    review.configuration = [
      ReviewedFile(path: text(90), lines: (0..<count(400)).map { _ in "+" + text(50) })
    ]
    review.proposedRules = (0..<count(20)).map { number in
      ReviewedFile(path: "r\(number)", lines: review.configuration[0].lines)
    }
    review.findings =
      (0..<count(300)).map { _ in finding(.package, text(600)) }
      + (0..<20).map { number in finding(.revert, "change \(number) has no way back") }
    review.environments = (0..<8).map { number in
      environment("e\(number)", missing: ["dba", "evidence:tests"])
    }
    review.approvals = (0..<60).map { number in
      approval(by: "p" + text(200), for: "e1", reason: text(500), number: number + 9)
    }
    return review
  }
}

/// The same numbers in every run.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
