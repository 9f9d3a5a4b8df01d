import Delivery
import Release
import Scratch
import Testing

/// Fails at checkpoint 1, 2, 3, … of a deployment, looks at what a crash there leaves behind, goes
/// on, and compares the end with that of a run that nothing disturbed.
struct FaultLoopTests {
  enum Scenario: String, CaseIterable {
    case succeeds, failingChange, failingVerify, failingValidation, failingCommand
    case rollback, failingRollback
  }

  @Test(arguments: Scenario.allCases, Environment.OnFailure.allCases)
  func aFaultAnywhereLosesNothing(
    _ scenario: Scenario, _ onFailure: Environment.OnFailure
  ) async throws {
    let undisturbed = try await stage(scenario, onFailure)
    let expected = try await undisturbed.stage.run(undisturbed.plan)
    let dump = try undisturbed.stage.dump()
    let effects = try undisturbed.stage.sql("SELECT count(*) FROM relman_changes")
    #expect(expected.state.isFinal)
    let count = undisturbed.stage.checkpoints.count
    #expect(count > 10)
    for fault in 1...count {
      let (stage, plan) = try await self.stage(scenario, onFailure)
      stage.faultAt = fault
      await #expect(throws: Problem.self) { try await stage.run(plan) }
      try checkInvariants(stage)
      stage.faultAt = nil
      let hasRecord = stage.records.contains { $0.deployment.id == stage.id }
      let end = try await stage.run(resuming: hasRecord, plan)
      let where_ = "fault \(fault), \(stage.checkpoints.first ?? "")"
      #expect(end.state == expected.state, "\(where_)")
      #expect(end.problem == expected.problem, "\(where_)")
      #expect(end.targets.map(\.state) == expected.targets.map(\.state), "\(where_)")
      #expect(try stage.dump() == dump, "\(where_)")
      #expect(try stage.sql("SELECT count(*) FROM relman_changes") == effects)
      #expect(try stage.sql("SELECT count(*) FROM relman_lock") == "0")
    }
  }

  /// Each change's row stands for its table, and each is there once.
  private func checkInvariants(_ stage: Stage) throws {
    guard stage.scratch.exists("shop.db") else { return }
    #expect(try stage.sql("PRAGMA integrity_check") == "ok")
    let effects = try stage.sql(
      "SELECT name FROM sqlite_schema WHERE name IN ('item', 'price', 'cheap') ORDER BY 1")
    let hasLedger = try !stage.sql("SELECT 1 FROM sqlite_schema WHERE name = 'relman_changes'")
      .isEmpty
    let rows =
      hasLedger
      ? try stage.sql(
        """
        SELECT CASE migration WHEN '2026-01-01-item' THEN 'item'
          WHEN '2026-01-02-price' THEN 'price' ELSE 'cheap' END
          FROM relman_changes WHERE migration < '2026-01-04' ORDER BY 1
        """) : ""
    #expect(effects == rows)
  }

  private func stage(
    _ scenario: Scenario, _ onFailure: Environment.OnFailure
  ) async throws -> (stage: Stage, plan: DeploymentPlan) {
    let stage = try Stage.shop()
    stage.environment.onFailure = onFailure
    switch scenario {
    case .succeeds:
      stage.environment.steps.validate = [.query(sql: "SELECT count(*) FROM cheap", target: "shop")]
    case .failingChange: stage.add("2026-01-04-bad", deploy: "CREATE TABLE bad (a);\nFOO;")
    case .failingVerify:
      stage.add(
        "2026-01-04-bad", deploy: "CREATE TABLE bad (a);", revert: "DROP TABLE bad;",
        verify: "SELECT 1;\nSELECT count(*) FROM bad;")
    case .failingValidation:
      stage.environment.steps.validate = [.query(sql: "SELECT 0", target: "shop-eu")]
    case .failingCommand:
      try stage.addCommand("smoke.sh", "echo smoke; exit 3")
      stage.environment.steps.validate = [.command(words: ["smoke.sh"], withinSeconds: nil)]
    case .rollback, .failingRollback:
      if scenario == .failingRollback {
        stage.files["db/shop/2026-01-01-item/revert.sql"] = "DROP TABLE nothing;"
      }
      let first = try await stage.run()
      stage.id = "d2"
      return (stage, stage.rollbackPlan(of: first))
    }
    return (stage, stage.plan)
  }
}
