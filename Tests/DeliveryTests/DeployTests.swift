import Delivery
import Release
import Scratch
import Testing

struct DeployTests {
  @Test func aDeploymentAppliesEachChangeAndRemembersIt() async throws {
    let stage = try Stage.shop()
    let done = try await stage.run()
    #expect(done.state == .succeeded)
    #expect(done.problem == nil)
    #expect(done.targets.first?.applied == stage.changes)
    #expect(
      try stage.sql("SELECT migration, tag, deployment, applied_by FROM relman_changes")
        == stage.changes.map { "\($0)|v1.4.0|d1|ada" }.joined(separator: "\n"))
    #expect(try stage.sql("SELECT count(*) FROM relman_lock") == "0")
    #expect(
      stage.records.map(\.deployment.state)
        == [.planned, .preflight, .backup, .applying, .validating, .succeeded])
    #expect(stage.log.contains("shop-eu: applying 2026-01-01-item\n"))
  }

  @Test func aSecondDeploymentAppliesOnlyWhatIsNew() async throws {
    let stage = try Stage.shop()
    try await stage.run()
    stage.id = "d2"
    stage.add("2026-01-04-more", deploy: "CREATE TABLE more (a);")
    let done = try await stage.run()
    #expect(done.targets.first?.applied == ["2026-01-04-more"])
  }

  @Test func aRollbackBringsTheSchemaBack() async throws {
    let stage = try Stage.shop()
    let first = try await stage.run()
    stage.id = "d2"
    let back = try await stage.run(stage.rollbackPlan(of: first))
    #expect(back.state == .succeeded)
    #expect(back.action == .rollback)
    #expect(back.targets.first?.reverted == stage.changes.reversed())
    #expect(try stage.sql("SELECT count(*) FROM relman_changes") == "0")
    #expect(try stage.sql("SELECT name FROM sqlite_schema WHERE name = 'item'") == "")
  }

  @Test func aRollbackOfWhatOthersBuiltUponIsRefused() async throws {
    let stage = try Stage.shop()
    let first = try await stage.run()
    stage.add("2026-01-04-more", deploy: "CREATE TABLE more (a);")
    stage.id = "d2"
    try await stage.run()
    stage.id = "d3"
    let back = try await stage.run(stage.rollbackPlan(of: first))
    #expect(back.state == .failed)
    #expect(back.problem == "shop-eu: \"2026-01-04-more\" was applied after v1.4.0")
  }

  @Test func aRollbackWhoseScriptDoesNotRestoreTheSchemaNeedsRepair() async throws {
    let stage = try Stage()
    stage.add("a", deploy: "CREATE TABLE a (x); CREATE TABLE b (x);", revert: "DROP TABLE a;")
    let first = try await stage.run()
    stage.id = "d2"
    let back = try await stage.run(stage.rollbackPlan(of: first))
    #expect(back.state == .needsRepair)
  }

  @Test func aChangeThatWasEditedIsRefusedWithBothDigests() async throws {
    let stage = try Stage.shop()
    try await stage.run()
    let old = try stage.sql("SELECT digest FROM relman_changes LIMIT 1")
    stage.files["db/shop/2026-01-01-item/deploy.sql"] = "CREATE TABLE other (a);"
    stage.id = "d2"
    let done = try await stage.run()
    #expect(done.state == .failed)
    let new = fakeDigest(Array("CREATE TABLE other (a);".utf8))
    #expect(
      done.problem == "db/shop/2026-01-01-item/deploy.sql was edited after it was released: "
        + "applied was \(old), the package holds \(new)")
  }

  @Test func aChangeBeforeOneThatIsAppliedIsRefused() async throws {
    let stage = try Stage.shop()
    try await stage.run()
    stage.changes.insert("2026-01-01-late", at: 1)
    stage.files["db/shop/2026-01-01-late/deploy.sql"] = "SELECT 1;"
    stage.id = "d2"
    let done = try await stage.run()
    #expect(done.state == .failed)
    #expect(done.problem?.contains("2026-01-01-late comes before 2026-01-02-price") == true)
  }

  @Test func twoTargetsThatAreOneDatabaseAreRefused() async throws {
    let stage = try Stage.shop()
    stage.environment.targets.append(
      Target(name: "shop-us", database: "shop", url: "sqlite:./shop.db"))
    let done = try await stage.run()
    #expect(done.failure?.kind == .configuration)
    #expect(done.problem?.hasPrefix("targets shop-eu and shop-us are one database") == true)
  }

  @Test func anotherDeploymentsLockIsRespectedAndNamed() async throws {
    let stage = try Stage.shop()
    stage.faultAt = 9
    await #expect(throws: Problem.self) { try await stage.run() }
    stage.faultAt = nil
    stage.id = "d2"
    let second = try await stage.run()
    #expect(second.failure?.kind == .tryAgain)
    #expect(second.problem?.contains("locked by deployment \"d1\" of \"ada\"") == true)
  }

  @Test func aFileThatIsNoDatabaseIsBadData() async throws {
    let stage = try Stage.shop()
    try stage.scratch.write("shop.db", String(repeating: "no database\n", count: 100))
    let done = try await stage.run()
    #expect(done.state == .failed)
    #expect(done.failure?.kind == .badData)
    #expect(done.problem?.hasSuffix("file is not a database") == true)
  }

  @Test func aDatabaseInAFolderThatDoesNotExistIsUnreachable() async throws {
    let stage = try Stage.shop()
    stage.environment.targets[0].url = "sqlite:no/such/shop.db"
    #expect(try await stage.run().failure?.kind == .unreachable)
  }

  @Test func anotherSchemeIsAMistakeOfConfiguration() async throws {
    let stage = try Stage.shop()
    stage.environment.targets[0].url = "oracle:x"
    #expect(try await stage.run().failure?.kind == .configuration)
  }

  @Test func aMissingRevertScriptLeavesEverythingToAPerson() async throws {
    let stage = try Stage()
    stage.add("a", deploy: "CREATE TABLE a (x);")
    stage.add("b", deploy: "CREATE TABLE b (x);", revert: "DROP TABLE b;", verify: "SELECT 0;")
    let done = try await stage.run()
    #expect(done.state == .needsRepair)
    #expect(
      done.problem == "db/shop/b/verify.sql:1: answered 0; then: "
        + "db/shop/a/revert.sql does not exist: nothing was reverted")
    #expect(try stage.sql("SELECT migration FROM relman_changes") == "a\nb")
  }

  @Test func aRevertThatLeavesSomethingBehindIsSeen() async throws {
    let stage = try Stage()
    stage.add(
      "a", deploy: "CREATE TABLE a (x); CREATE TABLE b (x);", revert: "DROP TABLE a;",
      verify: "SELECT 0;")
    let done = try await stage.run()
    #expect(done.state == .needsRepair)
    #expect(done.problem?.hasSuffix("left \"table b: CREATE TABLE b(x)\"") == true)
  }

  @Test func aLedgerThatCannotBeWrittenTakesTheChangeWithIt() async throws {
    let stage = try Stage.shop()
    stage.environment.onFailure = .stop
    try refuse("INSERT", on: stage)
    let done = try await stage.run()
    #expect(done.state == .needsRepair)
    #expect(done.targets.first?.applied == ["2026-01-01-item"])
    #expect(try stage.sql("SELECT name FROM pragma_table_info('item')") == "id\nname")
  }

  @Test func aLedgerThatCannotBeWrittenTakesTheRevertWithIt() async throws {
    let stage = try Stage.shop()
    try refuse("DELETE", on: stage)
    stage.environment.steps.validate = [.query(sql: "SELECT 0", target: "shop")]
    let done = try await stage.run()
    #expect(done.state == .needsRepair)
    #expect(done.targets.first?.reverted == ["2026-01-03-view"])
    #expect(try stage.sql("SELECT name FROM sqlite_schema WHERE name = 'price'") == "price")
  }

  /// Lets the ledger refuse the row of the second change.
  private func refuse(_ verb: String, on stage: Stage) throws {
    try SQLiteDatabase(
      path: stage.scratch.path("shop.db"), access: .create, lockSeconds: 0
    ).prepareLedger()
    _ = try stage.sql(
      """
      CREATE TRIGGER no BEFORE \(verb) ON relman_changes
      WHEN \(verb == "INSERT" ? "NEW" : "OLD").migration LIKE '%price'
      BEGIN SELECT RAISE(ABORT, 'no'); END
      """)
  }

  @Test func plannedChangesCreateNothing() async throws {
    let stage = try Stage.shop()
    func planned() throws -> [String] {
      try plannedMigrations(
        stage.package, in: stage.environment, recorded: [:], topFolder: stage.scratch.path
      ).flatMap(\.migrations)
    }
    #expect(try planned() == stage.changes)
    #expect(!stage.scratch.exists("shop.db"))
    try await stage.run()
    #expect(try planned() == [])
  }

  @Test func anInterruptionLeavesWhatCanBeResumed() async throws {
    let stage = try Stage.shop()
    let until = Countdown(60)
    stage.add(
      "2026-01-04-long",
      deploy: """
        CREATE TABLE n AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c
          WHERE x < 100000) SELECT x FROM c;
        """)
    stage.isInterrupted = { until.isOver() }
    let problem = await #expect(throws: Problem.self) { try await stage.run() }
    #expect(problem?.kind == .interrupted)
    #expect(problem?.hint == "relman deploy staging --resume")
    #expect(stage.records.last?.deployment.state == .applying)
    #expect(stage.log.hasSuffix("interrupted while applying\n"))
    stage.isInterrupted = { false }
    #expect(try await stage.run(resuming: true).state == .succeeded)
    #expect(try stage.sql("SELECT count(*) FROM n") == "100000")
  }

  @Test func aThousandChangesAreApplied() async throws {
    let stage = try Stage()
    for number in 1000..<2000 { stage.add("c\(number)", deploy: "CREATE TABLE t\(number) (a);") }
    #expect(try await stage.run().state == .succeeded)
    #expect(try stage.sql("SELECT count(*) FROM relman_changes") == "1000")
  }
}
