import Delivery
import Release
import Scratch
import Testing

/// Cuts a deployment short at each of its checkpoints, and goes on back, or with a record that is
/// older than what was done. In the end rows, schema, the target's own tables and the record agree.
struct ResumeLoopTests {
  enum Scenario: String, CaseIterable {
    case succeeds, failingVerify, failingValidation, rollback
  }

  private let refusal = Problem(.refused, "v1.4.0 may not enter staging any more")

  @Test(arguments: Scenario.allCases, [Environment.OnFailure.revert, .restore])
  func aDeploymentGoesBackFromAnywhere(
    _ scenario: Scenario, _ onFailure: Environment.OnFailure
  ) async throws {
    let whole = try await stage(scenario, onFailure)
    let before = try whole.stage.dump()
    let finished = try await whole.stage.run(whole.plan)
    let after = try whole.stage.dump()
    for fault in 1...whole.stage.checkpoints.count {
      let (stage, plan) = try await cut(scenario, onFailure, at: fault)
      let last = try #require(stage.records.last?.deployment)
      guard last.id == plan.initial.id else { continue }
      let end = try await stage.run(resuming: true, .back(because: refusal), plan)
      let place = "fault \(fault), \(last.state)"
      let isBack = plan.initial.action == .deploy && !last.state.isFinal
      #expect(end.state == (isBack ? .reverted : finished.state), "\(place)")
      #expect(try stage.dump() == (isBack ? before : after), "\(place)")
      if isBack, last.problem == nil { #expect(end.problem == refusal.message, "\(place)") }
      try checkAgreement(stage, end, place)
    }
  }

  @Test(arguments: Scenario.allCases, [Environment.OnFailure.revert, .restore])
  func anOlderRecordIsCompletedByTheTarget(
    _ scenario: Scenario, _ onFailure: Environment.OnFailure
  ) async throws {
    let whole = try await stage(scenario, onFailure)
    let before = try whole.stage.dump()
    let finished = try await whole.stage.run(whole.plan)
    let after = try whole.stage.dump()
    for fault in 1...whole.stage.checkpoints.count {
      for isGoingBack in [false, true] {
        let lost = fault % 5 + 1
        let (stage, plan) = try await cut(scenario, onFailure, at: fault)
        let own = stage.records.count { $0.deployment.id == plan.initial.id }
        guard own > 1 else { continue }
        stage.loseRecords(min(lost, own - 1))
        // The backup of a deployment that reverts is on the machine that is gone.
        if onFailure == .revert { try stage.scratch.sh("rm -rf backups") }
        let place = "fault \(fault), \(stage.records.last?.deployment.state.rawValue ?? ""), back "
        let direction = isGoingBack ? ResumeDirection.back(because: refusal) : .forward
        let end = try await stage.run(resuming: true, direction, plan)
        let isBack = isGoingBack && plan.initial.action == .deploy
        #expect(end.state == (isBack ? .reverted : finished.state), "\(place)\(isBack)")
        #expect(try stage.dump() == (isBack ? before : after), "\(place)\(isBack)")
        if !isBack {
          #expect(end.targets.map(\.applied) == finished.targets.map(\.applied), "\(place)")
          #expect(end.targets.map(\.reverted) == finished.targets.map(\.reverted), "\(place)")
        }
        #expect(
          end.targets.map(\.schemaBefore) == finished.targets.map(\.schemaBefore), "\(place)")
        try checkAgreement(stage, end, place)
      }
    }
  }

  /// On a new database, which preflight makes.
  @Test func aDeploymentThatWasCutShortEarlyGivesItsLocksBack() async throws {
    let whole = try Stage.shop()
    whole.environment.targets.append(Target(name: "us", database: "shop", url: "sqlite:us.db"))
    try await whole.run()
    for fault in 2...whole.checkpoints.count {
      let stage = try Stage.shop()
      stage.environment.targets = whole.environment.targets
      stage.faultAt = fault
      await #expect(throws: Problem.self) { try await stage.run() }
      stage.faultAt = nil
      guard let last = stage.records.last?.deployment, !last.state.isFinal else { continue }
      let end = try await stage.run(resuming: true, .back(because: refusal))
      #expect(end.state == .reverted, "fault \(fault)")
      for file in ["shop.db", "us.db"] where stage.scratch.exists(file) {
        #expect(try stage.sql("SELECT name FROM sqlite_schema WHERE name = 'item'", file) == "")
        let hasLock = try stage.sql("SELECT 1 FROM sqlite_schema WHERE name = 'relman_lock'", file)
        if hasLock.isEmpty { continue }
        #expect(try stage.sql("SELECT count(*) FROM relman_lock", file) == "0", "fault \(fault)")
      }
      stage.id = "d2"
      #expect(try await stage.run().state == .succeeded, "fault \(fault)")
    }
  }

  @Test func aRollbackTakesBackWhatTheRecordDidNotKnow() async throws {
    let stage = try Stage.shop()
    for number in 4...6 {
      stage.add(
        "2026-01-0\(number)-more", deploy: "CREATE TABLE t\(number) (a);",
        revert: "DROP TABLE t\(number);")
    }
    var first = try await stage.run()
    first.targets[0].applied.removeLast(3)
    first.targets[0].schemaBefore = fakeDigest([9])
    stage.id = "d2"
    let back = try await stage.run(stage.rollbackPlan(of: first))
    #expect(back.state == .succeeded)
    #expect(back.targets[0].reverted == stage.changes.reversed())
    #expect(try stage.sql("SELECT count(*) FROM relman_changes") == "0")
    #expect(try stage.sql("SELECT count(*) FROM sqlite_schema WHERE name LIKE 't_'") == "0")
  }

  @Test func aTargetOutOfReachIsNoReasonToEndWhatIsResumed() async throws {
    var (stage, plan) = try await cut(.succeeds, .revert, at: 14)
    plan.recorded = ["shop-eu": ["2026-01-00-base"]]
    // As where another machine goes on, which has the first record alone.
    stage.loseRecords(3)
    #expect(stage.records.last?.deployment.state == .planned)
    try stage.scratch.sh("mv shop.db away.db")
    await #expect(throws: Problem.self) { try await stage.run(resuming: true, plan) }
    #expect(stage.records.last?.deployment.state.isFinal == false)
    try stage.scratch.sh("mv away.db shop.db")
    #expect(try await stage.run(resuming: true, plan).state == .succeeded)
  }

  @Test func whatOthersDidToATargetThatWasNotChangedIsNoFailure() async throws {
    func stage() throws -> Stage {
      let stage = try Stage.shop()
      stage.environment.targets.append(Target(name: "us", database: "shop", url: "sqlite:us.db"))
      return stage
    }
    let whole = try stage()
    try await whole.run()
    let cut = try stage()
    cut.faultAt = try #require(whole.checkpoints.firstIndex { $0.contains("apply us") }) + 1
    await #expect(throws: Problem.self) { try await cut.run() }
    cut.faultAt = nil
    _ = try cut.sql("CREATE TABLE other (a)", "us.db")
    let end = try await cut.run(resuming: true, .back(because: refusal))
    #expect(end.state == .reverted)
    #expect(end.targets.map(\.reverted.isEmpty) == [false, true])
  }

  @Test func whatNeedsRepairIsNotResumedForward() async throws {
    let stage = try Stage.shop()
    stage.environment.onFailure = .stop
    stage.environment.steps.validate = [.query(sql: "SELECT 0", target: "shop")]
    let done = try await stage.run()
    #expect(done.state == .needsRepair)
    #expect(try await stage.run(resuming: true) == done)
    let back = try await stage.run(resuming: true, .back(because: refusal))
    #expect(back.state == .reverted)
    #expect(try stage.sql("SELECT count(*) FROM relman_changes") == "0")
  }

  private func checkAgreement(_ stage: Stage, _ end: Deployment, _ place: String) throws {
    let rows = try stage.sql(
      """
      SELECT migration FROM relman_changes WHERE deployment = '\(end.id)'
        OR ('\(end.action)' = 'rollback' AND deployment = 'd1') ORDER BY rowid;
      SELECT 'locked' FROM relman_lock
      """)
    #expect(rows == end.targets[0].standing.joined(separator: "\n"), "\(place)")
    #expect(stage.records.last?.deployment == end, "\(place)")
    #expect(!stage.scratch.exists("shop.db-relman"), "\(place)")
  }

  private func cut(
    _ scenario: Scenario, _ onFailure: Environment.OnFailure, at fault: Int
  ) async throws -> (stage: Stage, plan: DeploymentPlan) {
    let (stage, plan) = try await stage(scenario, onFailure)
    stage.faultAt = fault
    await #expect(throws: Problem.self) { try await stage.run(plan) }
    stage.faultAt = nil
    return (stage, plan)
  }

  /// A database with a release in it, and a second one that is to be deployed, or rolled back.
  private func stage(
    _ scenario: Scenario, _ onFailure: Environment.OnFailure
  ) async throws -> (stage: Stage, plan: DeploymentPlan) {
    let stage = try Stage()
    stage.environment.onFailure = onFailure
    stage.add("2026-01-00-base", deploy: "CREATE TABLE base (a); INSERT INTO base VALUES (1);")
    stage.id = "d0"
    try await stage.run()
    let shop = try Stage.shop()
    for change in shop.changes { stage.changes.append(change) }
    stage.files.merge(shop.files) { $1 }
    stage.id = "d1"
    switch scenario {
    case .succeeds: break
    case .failingVerify:
      stage.files["db/shop/2026-01-03-view/verify.sql"] = "SELECT count(*) = 7 FROM cheap;"
    case .failingValidation:
      stage.environment.steps.validate = [.query(sql: "SELECT 0", target: "shop-eu")]
    case .rollback:
      let first = try await stage.run()
      stage.id = "d2"
      return (stage, stage.rollbackPlan(of: first))
    }
    return (stage, stage.plan)
  }
}
