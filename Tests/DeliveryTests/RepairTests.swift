import Delivery
import Release
import Scratch
import Testing

/// The ways out of what a deployment left behind: locks, and a half that needs a person.
struct RepairTests {
  private let refusal = Problem(.refused, "not allowed")

  /// A deployment whose second revert script fails.
  private func stuck() async throws -> (stage: Stage, record: Deployment) {
    let stage = try Stage.shop()
    stage.files["db/shop/2026-01-02-price/revert.sql"] = "DROP TABLE nothing;"
    stage.environment.steps.validate = [.query(sql: "SELECT 0", target: "shop")]
    let record = try await stage.run()
    #expect(record.state == .needsRepair)
    #expect(record.targets[0].standing == ["2026-01-01-item", "2026-01-02-price"])
    return (stage, record)
  }

  @Test func aMendedRevertScriptOfALaterPackageTakesItBack() async throws {
    let (stage, _) = try await stuck()
    let again = try await stage.run(resuming: true, .back(because: refusal))
    #expect(again.state == .needsRepair)
    let later = try Stage.shop()
    let mended = stage.package.mendedReverts(in: later.package)
    #expect(mended.map(\.migration) == ["2026-01-02-price"])
    var plan = stage.plan
    for script in mended {
      let text = try #require(later.files[script.path.text])
      plan.revertScripts[script.replaces] = .init(tag: "v1.4.1", text: Array(text.utf8))
    }
    let end = try await stage.run(resuming: true, .back(because: refusal), plan)
    #expect(end.state == .reverted)
    #expect(end.targets[0].reverted == stage.changes.reversed())
    #expect(stage.log.contains("reverting 2026-01-02-price by the script of v1.4.1"))
    #expect(try stage.sql("SELECT count(*) FROM relman_changes") == "0")
  }

  @Test func aScriptOfAnotherMigrationIsNoMendedOne() throws {
    let stage = try Stage.shop()
    let later = try Stage.shop()
    later.files["db/shop/2026-01-01-item/deploy.sql"] = "CREATE TABLE other (a);"
    later.files["db/shop/2026-01-01-item/revert.sql"] = "DROP TABLE other;"
    #expect(stage.package.mendedReverts(in: later.package).isEmpty)
  }

  @Test func whatAPersonDeclaresRepairedIsRecordedAsTheTargetHasIt() async throws {
    let (stage, record) = try await stuck()
    // By hand, with the row.
    _ = try stage.sql(
      "DELETE FROM relman_changes WHERE migration LIKE '%price'; DROP INDEX price;")
    let end = try await declareRepaired(
      record, of: stage.package, in: stage.environment, by: "grace", because: "by hand",
      at: stage.context)
    #expect(end.state == .repaired)
    #expect(end.targets[0].standing == ["2026-01-01-item"])
    #expect(end.intervention?.by == "grace")
    #expect(end.intervention?.reason == "by hand")
    #expect(standingMigrations([end]) == ["shop-eu": ["2026-01-01-item"]])
    #expect(stage.records.last?.deployment == end)
    await #expect(throws: Problem.self) {
      try await declareRepaired(
        end, of: stage.package, in: stage.environment, by: "grace", because: "twice",
        at: stage.context)
    }
    stage.id = "d2"
    _ = try await stage.run(stage.rollbackPlan(of: end))
    #expect(try stage.sql("SELECT count(*) FROM relman_changes") == "0")
  }

  @Test func aTargetThatIsGoneIsNoReasonToBeStuck() async throws {
    let (stage, record) = try await stuck()
    try stage.scratch.sh("mv shop.db gone.db")
    let problem = await #expect(throws: Problem.self) {
      try await stage.run(resuming: true, .back(because: refusal))
    }
    #expect(problem?.kind == .unreachable)
    #expect(problem?.hint?.description.contains("--new-database shop-eu") == true)
    let end = try await declareRepaired(
      record, of: stage.package, in: stage.environment, by: "grace", because: "given up",
      at: stage.context)
    #expect(end.targets[0].standing == record.targets[0].standing)
    #expect(!stage.scratch.exists("shop.db"))
  }

  @Test func anAbandonedDeploymentNeedsRepairAndCanGoBack() async throws {
    let stage = try Stage.shop()
    stage.faultAt = 18
    await #expect(throws: Problem.self) { try await stage.run() }
    stage.faultAt = nil
    let record = try #require(stage.records.last?.deployment)
    let dead = try await abandon(
      record, in: stage.environment, by: "grace", because: "the machine burnt",
      at: stage.context)
    #expect(dead.state == .needsRepair)
    #expect(dead.problem == "abandoned while applying: the machine burnt")
    await #expect(throws: Problem.self) {
      try await abandon(dead, in: stage.environment, by: "a", because: "b", at: stage.context)
    }
    #expect(try await stage.run(resuming: true, .back(because: refusal)).state == .reverted)
    #expect(try stage.sql("SELECT count(*) FROM relman_lock") == "0")
  }

  @Test func aLockOfADeploymentThatIsOverIsTakenAwayOnlyWhenAsked() async throws {
    let stage = try Stage.shop()
    stage.faultAt = 9
    await #expect(throws: Problem.self) { try await stage.run() }
    stage.faultAt = nil
    stage.id = "d2"
    #expect(try await stage.run().failure?.kind == .tryAgain)
    let refused = #expect(throws: Problem.self) {
      try repairTargets(of: stage.environment, over: ["d7"], topFolder: stage.folder)
    }
    #expect(refused?.message.contains("locked by deployment \"d1\" of \"ada\" on ") == true)
    let cleared = try repairTargets(of: stage.environment, over: ["d1"], topFolder: stage.folder)
    #expect(cleared.map(\.lock.deployment) == ["d1"])
    stage.id = "d3"
    #expect(try await stage.run().state == .succeeded)
  }

  @Test func aLivingDeploymentIsNeitherResumedNorJoinedNorRepaired() async throws {
    let stage = try Stage.shop()
    stage.faultAt = 12
    await #expect(throws: Problem.self) { try await stage.run() }
    stage.faultAt = nil
    let record = try #require(stage.records.last?.deployment)
    let before = try stage.scratch.sh("sqlite3 shop.db .dump")
    let other = try TargetLocks(stage.environment, topFolder: stage.folder)
    for direction in [ResumeDirection.forward, .back(because: refusal)] {
      let problem = await #expect(throws: Problem.self) {
        try await stage.run(resuming: true, direction)
      }
      #expect(problem?.kind == .tryAgain)
      #expect(problem?.message.hasPrefix("target \"shop-eu\": process ") == true)
    }
    await #expect(throws: Problem.self) {
      try await abandon(record, in: stage.environment, by: "a", because: "b", at: stage.context)
    }
    #expect(throws: Problem.self) {
      try repairTargets(of: stage.environment, over: ["d1"], topFolder: stage.folder)
    }
    #expect(try stage.scratch.sh("sqlite3 shop.db .dump") == before)
    withExtendedLifetime(other) {}
    #expect(stage.records.last?.deployment == record)
  }

  @Test func theSecondOfTwoDeploymentsLeavesNothingLocked() async throws {
    let stage = try Stage.shop()
    stage.environment.targets.append(Target(name: "us", database: "shop", url: "sqlite:us.db"))
    var busy = stage.environment
    busy.targets.removeFirst()
    var other: TargetLocks? = try TargetLocks(busy, topFolder: stage.folder)
    let second = try await stage.run()
    #expect(second.failure?.kind == .tryAgain)
    #expect(second.problem?.hasPrefix("target \"us\": process ") == true)
    #expect(try stage.scratch.sh("ls *.db* || :") == "us.db-relman")
    withExtendedLifetime(other) {}
    other = nil
    stage.id = "d2"
    #expect(try await stage.run().state == .succeeded)
    #expect(try stage.scratch.sh("ls *.db*") == "shop.db\nus.db")
  }
}
