import Release
import Testing

/// What an environment asks for besides who may speak.
struct VerdictGateTests {
  private var question: Question {
    var question = Question()
    question.facts.approvals = agreed
    return question
  }

  @Test func theModelsGatesAreAdded() throws {
    var question = question
    question.model.approvals = [
      ApprovalGate(role: "manager", count: 2), ApprovalGate(role: "reader"),
    ]
    #expect(
      try question.answer.requirements.prefix(3) == [
        .init(.approval(role: "dba"), .met, "1 of 1 approved as dba", by: ["ada"]),
        .init(
          .approval(role: "manager"), .missing, "1 of 2 approved as manager; may: bob",
          by: ["cleo"],
          hint: "relman approve v1.4.0 production"),
        .init(
          .approval(role: "reader"), .missing, "0 of 1 approved as reader; may: dan",
          hint: "relman approve v1.4.0 production"),
      ])
    question.model.approvals = [ApprovalGate(role: "manager", count: 1)]
    question.environment.gates.approvals[1].count = 2
    #expect(try question.requirement("approval:manager")?.detail.hasPrefix("1 of 2") == true)
  }

  @Test func anEnvironmentRunsOnePackage() throws {
    var question = question
    #expect(try question.requirement("package") == nil)
    question.facts.resident = "shop"
    #expect(try question.requirement("package") == nil)
    question.facts.resident = "cli"
    #expect(try question.requirement("package")?.state == .refused)
    question.environment.package = "shop"
    #expect(try question.requirement("package")?.state == .met)
    question.environment.package = "cli"
    #expect(try question.requirement("package")?.state == .refused)
    #expect(try !question.answer.isAllowed)
  }

  @Test func onePersonFillsOneSlot() throws {
    var question = question
    question.facts.approvals = [said(.approve, by: "bob", id: 1, as: ["dba", "manager"])]
    let met = try question.answer.requirements.filter { $0.by == ["bob"] }
    #expect(met.count == 1)
    question.facts.approvals.append(said(.approve, by: "bob", id: 2, as: ["manager"]))
    #expect(try !question.answer.isAllowed)
    question.facts.approvals.append(agreed[0])
    #expect(try question.answer.isAllowed)
  }

  @Test func anAuthorMayNotApproveWhereThatIsAsked() throws {
    var question = question
    question.candidate.authors = ["ADA@Example.org"]
    #expect(try question.answer.isAllowed)
    question.environment.gates.distinct = [.author]
    #expect(try question.reasons == ["ada wrote a commit of it"])
    #expect(
      try question.requirement("approval:dba")?.detail == "0 of 1 approved as dba; may: bob")
  }

  @Test func theDeployerMayNotApproveWhereThatIsAsked() throws {
    var question = question
    question.deployer = "cleo"
    #expect(try question.answer.isAllowed)
    question.environment.gates.distinct = [.deployer]
    #expect(try question.reasons == ["cleo would deploy it"])
    question.deployer = nil
    #expect(try question.answer.isAllowed)
  }

  @Test func whereNobodyIsLeftThePolicyIsTheWayOut() throws {
    var question = question
    question.roles["dba"] = ["ada"]
    question.environment.gates.distinct = [.author]
    #expect(
      try question.requirement("approval:dba")
        == .init(
          .approval(role: "dba"), .missing, "0 of 1 approved as dba; no eligible approver left",
          hint: "relman policy show"))
  }

  @Test func anAuthorsVetoStillCounts() throws {
    var question = question
    question.environment.gates.distinct = [.author]
    question.facts.approvals.append(said(.reject, by: "ada", id: 20, as: ["dba"]))
    #expect(try question.requirement("rejections")?.state == .refused)
  }

  @Test func evidenceIsMissingPassedOrFailed() throws {
    var question = question
    question.environment.gates.evidence = ["tests"]
    #expect(
      try question.requirement("evidence:tests")
        == .init(
          .evidence(kind: "tests"), .missing, "nobody has attested tests",
          hint: "relman attest v1.4.0 tests"))
    var seen = SignedStatement(
      id: digest(30), subject: digest(1), person: "dan",
      predicate: Evidence(kind: "tests", result: .passed, repository: "repository", nonce: "1"))
    question.facts.evidence = [seen, seen]
    #expect(
      try question.requirement("evidence:tests")
        == .init(.evidence(kind: "tests"), .met, "tests passed", by: ["dan"]))
    seen.predicate.result = .failed
    question.facts.evidence.append(seen)
    #expect(try question.requirement("evidence:tests")?.state == .refused)
  }

  @Test func evidenceOfSomethingElseDoesNotCount() throws {
    var question = question
    question.environment.gates.evidence = ["tests"]
    let seen = SignedStatement(
      id: digest(30), subject: digest(1), person: "dan",
      predicate: Evidence(kind: "tests", result: .passed, repository: "repository", nonce: "1"))
    var (kind, subject, repository) = (seen, seen, seen)
    kind.predicate.kind = "scan"
    subject.subject = digest(2)
    repository.predicate.repository = "fork"
    question.facts.evidence = [kind, subject, repository]
    #expect(try question.requirement("evidence:tests")?.state == .missing)
  }

  @Test func theEnvironmentBeforeMustHaveRunItForItsSoak() throws {
    var question = question
    question.environment.after = .init(environment: "staging", soakSeconds: 100)
    func answer(_ deployments: Deployment...) throws -> Verdict.Requirement? {
      question.facts.deployments["staging"] = deployments
      return try question.requirement("after:staging")
    }
    func missing(_ detail: String) -> Verdict.Requirement {
      .init(.after(environment: "staging"), .missing, detail, hint: "relman deploy staging")
    }
    #expect(try answer() == missing("staging has not run this package"))
    #expect(try answer(ran(2, until: 10)) == missing("staging has not run this package"))
    #expect(
      try answer(ran(1, until: 900))
        == .init(
          .after(environment: "staging"), .met, "staging runs it since 1970-01-01T00:15:00Z",
          by: ["cleo"]))
    #expect(
      try answer(ran(1, until: 901))
        == .init(
          .after(environment: "staging"), .missing, "it soaks in staging until 1970-01-01T00:16:41Z"
        ))
    #expect(
      try answer(ran(1, until: 10), ran(1, .rollback, until: 20))
        == missing("staging rolled this package back"))
    #expect(
      try answer(ran(1, until: 10), ran(1, .reverted, until: 20))
        == missing("the last deploy of it in staging ended reverted"))
    #expect(try answer(ran(1, .rollback, until: 20), ran(1, until: 30))?.state == .met)
    #expect(try answer(ran(1, until: 10), ran(2, until: 20))?.state == .met)
    #expect(try answer(ran(1, until: 10), ran(1, .applying, until: 20))?.state == .met)
  }

  private func ran(
    _ package: Int, _ action: Deployment.Action = .deploy, _ state: Deployment.State = .succeeded,
    until time: Int
  ) -> Deployment {
    Deployment(
      id: "\(time)", action: action, environment: "staging", package: "shop", tag: "v\(package)",
      digest: digest(package), environmentDigest: digest(81),
      policy: PolicyReference(version: 1, digest: digest(90)), state: state, by: "cleo",
      startedAt: Instant(seconds: time), finishedAt: Instant(seconds: time), targets: [])
  }

  private func ran(_ package: Int, _ state: Deployment.State, until time: Int) -> Deployment {
    ran(package, .deploy, state, until: time)
  }

  @Test func whatTheRulesDoNotKnowIsNotFound() {
    var question = question
    question.candidate.model = "abnormal"
    #expect(throws: Problem.self) { try question.answer }
  }
}

extension VerdictGateTests {
  @Test func aPackageThatItsTagDoesNotGiveIsRefused() throws {
    var question = question
    question.facts.reproduction = .differs(from: digest(2))
    #expect(try question.requirement("reproduced")?.state == .refused)
    question.facts.reproduction = .unknown("the tag is not here", hint: "git fetch --tags")
    #expect(try question.requirement("reproduced")?.state == .missing)
    #expect(try !question.answer.isAllowed)
  }

  @Test func whatAnOldKeyAllowedNoLongerCountsAndWhatItForbidsDoes() throws {
    var question = question
    question.facts.approvals[0].isKeyCurrent = false
    #expect(try question.reasons == ["its key may no longer sign"])
    question.facts.approvals = agreed
    question.facts.approvals.append(
      said(.reject, by: "bob", id: 13, as: ["dba"]) { $0.isKeyCurrent = false })
    #expect(try question.requirement("rejections")?.state == .refused)
  }

  @Test func onlyWhoHasARoleAttests() throws {
    var question = question
    question.environment.gates.evidence = ["tests"]
    let predicate = Evidence(kind: "tests", result: .passed, repository: "repository", nonce: "1")
    for (person, state) in [("stranger", Verdict.Requirement.State.missing), ("dan", .met)] {
      question.facts.evidence = [
        SignedStatement(id: digest(20), subject: digest(1), person: person, predicate: predicate)
      ]
      #expect(try question.requirement("evidence:tests")?.state == state, "\(person)")
    }
  }
  private func tests(
    _ result: Evidence.Result, by person: String = "dan", id number: Int, replaces: Int? = nil,
    isKeyCurrent: Bool = true
  ) -> SignedStatement<Evidence> {
    SignedStatement(
      id: digest(number), subject: digest(1), person: person,
      predicate: Evidence(
        kind: "tests", result: result, repository: "repository",
        supersedes: replaces.map(digest), nonce: "\(number)"), isKeyCurrent: isKeyCurrent)
  }

  private func state(_ evidence: SignedStatement<Evidence>...) throws -> Verdict.Requirement.State?
  {
    var question = question
    question.environment.gates.evidence = ["tests"]
    question.facts.evidence = evidence
    return try question.requirement("evidence:tests")?.state
  }

  @Test func evidenceIsReplacedByWhoGaveItAlone() throws {
    let failed = tests(.failed, id: 30)
    #expect(try state(failed, tests(.passed, id: 31)) == .refused)
    #expect(try state(failed, tests(.passed, id: 31, replaces: 30)) == .met)
    #expect(try state(failed, tests(.passed, by: "ada", id: 31, replaces: 30)) == .refused)
  }

  @Test func whatAnOldKeyOrAPersonWithoutARoleAttestsMayForbidAndNotAllow() throws {
    for (person, isKeyCurrent) in [("dan", false), ("stranger", true)] {
      #expect(
        try state(tests(.passed, by: person, id: 30, isKeyCurrent: isKeyCurrent)) == .missing)
      #expect(
        try state(
          tests(.passed, id: 31), tests(.failed, by: person, id: 30, isKeyCurrent: isKeyCurrent))
          == .refused)
    }
  }

  @Test func whoWroteWhatIsLeftOutIsNoAuthor() throws {
    var package = try assemble(sampleIngredients())
    package.commits = [
      .init(id: id(1), subject: "", author: "ada@x", contributors: ["bob@x"], outcome: .own),
      .init(id: id(2), subject: "", author: "cleo@x", outcome: .tickets(["discounts"])),
      .init(id: id(3), subject: "", author: "dan@x", outcome: .leftOut(.notCarried)),
    ]
    #expect(VerdictSubject(package, digest: digest(1)).authors == ["ada@x", "bob@x", "cleo@x"])
  }
}
