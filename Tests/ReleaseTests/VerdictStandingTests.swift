import Release
import Testing

/// Which statements count, and what is said of those that do not.
struct VerdictStandingTests {
  private func question(_ statements: [SignedStatement<Approval>]) -> Question {
    var question = Question()
    question.facts.approvals = statements
    return question
  }

  @Test func whoMayAgreesAndItIsAllowed() throws {
    let verdict = try question(agreed).answer
    #expect(verdict.isAllowed)
    #expect(
      verdict.requirements == [
        .init(.approval(role: "dba"), .met, "1 of 1 approved as dba", by: ["ada"]),
        .init(.approval(role: "manager"), .met, "1 of 1 approved as manager", by: ["cleo"]),
        .init(.rejections, .met, "no rejection stands"),
        .init(.notes, .met, "no approval note is missing"),
        .init(.reproduced, .met, "its tag gives this package"),
      ])
    #expect(verdict.discounted == [])
  }

  @Test func whoIsMissingIsNamed() throws {
    #expect(
      try question([agreed[0]]).requirement("approval:manager")
        == .init(
          .approval(role: "manager"), .missing, "0 of 1 approved as manager; may: bob, cleo",
          hint: "relman approve v1.4.0 production"))
  }

  static let alterations: [(String, @Sendable (inout SignedStatement<Approval>) -> Void)] = [
    ("it was made for other bytes", { $0.subject = digest(2) }),
    ("it was made for another repository", { $0.predicate.repository = "fork" }),
    ("it was made for \"staging\"", { $0.predicate.environment = "staging" }),
    (
      "it was made for older gates or targets of production",
      { $0.predicate.environmentDigest = digest(81) }
    ),
    (
      "it expired at 1970-01-01T00:16:40Z",
      { $0.predicate.expires = Instant(seconds: 1000) }
    ),
    (
      "the policy gives ada none of the roles that it names",
      { $0.predicate.roles = ["manager", "owner"] }
    ),
    ("the policy gives ada none of the roles that it names", { $0.predicate.roles = [] }),
    ("the policy gives eve none of the roles that it names", { $0.person = "eve" }),
  ]

  @Test(arguments: alterations.indices) func whatWasMadeForSomethingElseDoesNotCount(
    _ index: Int
  ) throws {
    let (why, alter) = Self.alterations[index]
    var statements = agreed
    alter(&statements[0])
    let question = question(statements)
    #expect(try question.requirement("approval:dba")?.state == .missing)
    #expect(
      try question.answer.discounted
        == [.init(statement: digest(11), person: statements[0].person, why: why)])
  }

  @Test func anApprovalCountsUntilItExpires() throws {
    var statements = agreed
    statements[0].predicate.expires = Instant(seconds: 1001)
    #expect(try question(statements).answer.isAllowed)
  }

  @Test func anEnvironmentMayBoundHowLongApprovalsCount() throws {
    let none = "it names no expiry, and the environment allows 60 s"
    let late =
      "it expires at \(Instant(seconds: 1061)), later than the 60 s from now that the environment "
      + "allows; perhaps its signer's clock is ahead"
    for (expires, reasons) in [(nil, [none]), (1061, [late]), (1060, [])] {
      var question = question(agreed)
      question.environment.gates.expiresSeconds = 60
      for index in agreed.indices {
        question.facts.approvals[index].predicate.expires = Instant(seconds: 1030)
      }
      question.facts.approvals[0].predicate.expires = expires.map { Instant(seconds: $0) }
      #expect(try question.reasons == reasons)
      #expect(try question.answer.isAllowed == reasons.isEmpty)
    }
  }

  @Test func aRejectionBlocksUntilItsAuthorTakesItBack() throws {
    let no = said(.reject, by: "bob", id: 20, as: ["dba"]) { $0.predicate.reason = "lo\ncks" }
    let veto = try question(agreed + [no]).requirement("rejections")
    #expect(
      veto
        == .init(
          .rejections, .refused, "bob: \"lo\\ncks\" (\(digest(20).short))", by: ["bob"],
          hint: "relman revoke \(digest(20).short)"))

    let others = said(.revoke, by: "ada", id: 21, as: ["dba"]) {
      $0.predicate.supersedes = digest(20)
    }
    #expect(try !question(agreed + [no, others]).answer.isAllowed)

    let revoked = said(.revoke, by: "bob", id: 22, as: ["dba"]) {
      $0.predicate.supersedes = digest(20)
    }
    #expect(try question(agreed + [no, revoked]).answer.isAllowed)
    #expect(try question(agreed + [no, revoked]).reasons == ["its author revoked it"])

    let replaced = said(.approve, by: "bob", id: 23, as: ["dba"]) {
      $0.predicate.supersedes = digest(20)
    }
    #expect(try question(agreed + [no, replaced]).answer.isAllowed)
    #expect(try question(agreed + [no, replaced]).reasons == ["its author replaced it"])
  }

  @Test func aRevocationMadeElsewhereTakesNothingBack() throws {
    let no = said(.reject, by: "bob", id: 20, as: ["dba"])
    let revocation = said(.revoke, by: "bob", id: 21, as: ["dba"]) {
      $0.predicate.supersedes = digest(20)
    }
    var otherBytes = revocation
    otherBytes.subject = digest(2)
    var otherRepository = revocation
    otherRepository.predicate.repository = "fork"
    #expect(try !question(agreed + [no, otherBytes]).answer.isAllowed)
    #expect(try !question(agreed + [no, otherRepository]).answer.isAllowed)
  }

  @Test func aRejectionNeverLapses() throws {
    let no = said(.reject, by: "bob", id: 20, as: ["dba"]) {
      $0.predicate.expires = Instant(seconds: 1)
      $0.predicate.environmentDigest = digest(81)
    }
    var question = question(agreed + [no])
    question.now = Instant(seconds: 1_000_000_000)
    #expect(try question.requirement("rejections")?.state == .refused)
  }

  @Test func onlyARoleWithAVetoBlocks() throws {
    let no = said(.reject, by: "bob", id: 20, as: ["dba", "manager"])
    var question = question(agreed + [no])
    question.veto = ["manager"]
    #expect(try !question.answer.isAllowed)
    question.facts.approvals[2].predicate.roles = ["dba"]
    #expect(try question.answer.isAllowed)
    #expect(try question.reasons == ["none of bob's roles has a veto"])
    question.veto = []
    question.facts.approvals[2].predicate.roles = ["manager"]
    #expect(try question.answer.isAllowed)
    question.veto = nil
    question.facts.approvals[2].person = "eve"
    #expect(try question.answer.isAllowed)
  }

  @Test func whatSomebodySawAndIsNotHereIsRefused() throws {
    var question = question(agreed)
    question.facts.missing = [missing(id(5), "cleo")]
    #expect(
      try question.requirement("notes")
        == .init(
          .notes, .refused,
          "cleo saw refs/relman/policy at \(id(5).short), and this clone has none", by: ["cleo"],
          hint: "relman sync"))
    question.facts.missing[0].here = id(4)
    #expect(
      try question.requirement("notes")?.detail
        == "cleo saw refs/relman/policy at \(id(5).short), and this clone has \(id(4).short)")
    question.facts.missing = []
    #expect(try question.answer.isAllowed)
  }
}
