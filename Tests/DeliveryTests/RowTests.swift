import Delivery
import Release
import Testing

/// No migration takes rows away that nobody meant to lose.
struct RowTests {
  private static let family = """
    CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE child (
      id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
    INSERT INTO parent VALUES (1, 'a'), (2, 'b');
    INSERT INTO child VALUES (1, 1), (2, 2), (3, 2);
    """

  private func stage(then deploy: String, revert: String? = nil) async throws -> Stage {
    let stage = try Stage()
    stage.add("2026-01-01-family", deploy: Self.family)
    try await stage.run()
    stage.id = "d2"
    stage.add("2026-01-02-next", deploy: deploy, revert: revert)
    return stage
  }

  @Test(arguments: ["", "PRAGMA foreign_keys = OFF;", "PRAGMA defer_foreign_keys = ON;"])
  func aRebuiltTableKeepsTheRowsThatReferToIt(_ pragma: String) async throws {
    let stage = try await stage(
      then: """
        \(pragma)
        CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
        INSERT INTO new_parent SELECT id, name FROM parent;
        DROP TABLE parent;
        ALTER TABLE new_parent RENAME TO parent;
        """)
    let final = try await stage.run()
    #expect(final.state == .succeeded)
    #expect(try stage.sql("SELECT count(*) FROM child; SELECT count(*) FROM parent") == "3\n2")
    #expect(try stage.sql("PRAGMA foreign_key_check").isEmpty)
  }

  @Test func aRowWithoutItsParentIsNamedAndRolledBack() async throws {
    let stage = try await stage(
      then: "-- relman: deletes rows\nDELETE FROM parent WHERE id = 2;")
    let before = try stage.dump()
    let final = try await stage.run()
    #expect(final.state != .succeeded)
    #expect(
      final.problem == "2 rows of \"child\" would refer to rows of \"parent\" that do not exist")
    #expect(try stage.dump() == before)
  }

  @Test(arguments: [
    ("DELETE FROM child WHERE id > 1;", "2 rows of \"child\" removed"),
    ("DROP TABLE child;", "3 rows of \"child\" removed"),
    (
      "CREATE TABLE b AS SELECT * FROM child LIMIT 1; DROP TABLE child;"
        + "ALTER TABLE b RENAME TO child;",
      "2 rows of \"child\" removed"
    ),
  ])
  func rowsThatAMigrationRemovesMustBeDeclared(_ deploy: String, _ what: String) async throws {
    let stage = try await stage(then: deploy)
    let before = try stage.dump()
    let refused = try await stage.run()
    #expect(refused.state != .succeeded)
    #expect(
      refused.problem == "db/shop/2026-01-02-next/deploy.sql: \(what); "
        + "a script that means to has the line `-- relman: deletes rows`")
    #expect(try stage.dump() == before)

    stage.files["db/shop/2026-01-02-next/deploy.sql"] = "-- relman: deletes rows\r\n" + deploy
    stage.id = "d3"
    #expect(try await stage.run().state == .succeeded)
    #expect(stage.log.contains("shop-eu: \(what)"))
  }

  @Test func aRenamedTableLosesNothing() async throws {
    let stage = try await stage(
      then: "ALTER TABLE child RENAME TO descendant;",
      revert: "ALTER TABLE descendant RENAME TO child;")
    #expect(try await stage.run().state == .succeeded)
    #expect(!stage.log.contains("removed"))
  }

  @Test func rowsThatHadNoParentBeforeStopNothing() async throws {
    let stage = try await stage(then: "CREATE TABLE other (x);")
    _ = try stage.sql("INSERT INTO child VALUES (9, 77)")
    #expect(try await stage.run().state == .succeeded)
  }

  @Test func aDatabaseThatWasMovedAwayIsNotTakenForANewOne() async throws {
    let stage = try await stage(then: "CREATE TABLE other (x);")
    try stage.scratch.sh("mv shop.db elsewhere.db")
    var plan = stage.plan
    plan.recorded = ["shop-eu": ["2026-01-01-family"]]
    let final = try await stage.run(plan)
    #expect(final.state == .failed)
    #expect(final.problem?.contains("there is no database") == true)
    #expect(!stage.scratch.exists(stage.scratch.path("shop.db")))
  }

  @Test func anotherDatabaseInItsPlaceIsRefused() async throws {
    let stage = try await stage(then: "CREATE TABLE other (x);")
    try stage.scratch.sh("mv shop.db elsewhere.db && sqlite3 shop.db 'CREATE TABLE z (x)'")
    var plan = stage.plan
    plan.recorded = ["shop-eu": ["2026-01-01-family"]]
    let final = try await stage.run(plan)
    #expect(final.state == .failed)
    #expect(
      final.problem == "target \"shop-eu\": the database lacks \"2026-01-01-family\", "
        + "which was deployed to it")
    #expect(try stage.sql("SELECT count(*) FROM sqlite_schema WHERE name = 'other'") == "0")
  }

  /// What removes rows without DELETE, or hides that it does.
  @Test(arguments: [
    (
      "UPDATE OR REPLACE child SET id = 1 WHERE id = 3;", "1 row of \"child\" removed"
    ),
    (
      "INSERT INTO child VALUES (4, 1); DELETE FROM child WHERE id < 3;",
      "1 row of \"child\" removed"
    ),
    (
      "CREATE TRIGGER t AFTER INSERT ON parent BEGIN DELETE FROM child; END;"
        + "INSERT INTO parent VALUES (3, 'c');", "3 rows of \"child\" removed"
    ),
    ("ALTER TABLE child RENAME TO c; DELETE FROM c;", "3 rows of \"child\" removed"),
    (
      "ALTER TABLE child RENAME TO c; CREATE TABLE child AS SELECT * FROM c WHERE id = 1;"
        + "DROP TABLE c;", "2 rows of \"child\" removed"
    ),
    ("INSERT INTO child VALUES (9, 1); DELETE FROM child WHERE id = 9;", ""),
    ("CREATE TABLE x (a); INSERT INTO x VALUES (1); DROP TABLE x;", ""),
  ])
  func whatRemovesRowsIsSeen(_ deploy: String, _ what: String) async throws {
    let stage = try await stage(then: deploy)
    let final = try await stage.run()
    #expect(final.problem?.contains(what) == (what.isEmpty ? nil : true))
    #expect((final.state == .succeeded) == what.isEmpty)
  }

  @Test func aTableThatReplacesByItselfIsCounted() async throws {
    let stage = try Stage()
    stage.add(
      "2026-01-01-table",
      deploy: "CREATE TABLE t (a UNIQUE ON CONFLICT REPLACE, b UNIQUE ON CONFLICT REPLACE);"
        + "INSERT INTO t VALUES (1, 1), (2, 2);")
    try await stage.run()
    stage.id = "d2"
    stage.add("2026-01-02-next", deploy: "INSERT INTO t VALUES (1, 2);")
    #expect(try await stage.run().problem?.contains("1 row of \"t\" removed") == true)
  }

  @Test func withAutoVacuumADroppedTableIsNotTakenForAnother() async throws {
    let stage = try Stage()
    _ = try stage.sql("PRAGMA auto_vacuum = FULL; VACUUM; CREATE TABLE a (x); CREATE TABLE z (x)")
    _ = try stage.sql("INSERT INTO a VALUES (1); INSERT INTO z VALUES (1), (2)")
    stage.add("2026-01-01-drop", deploy: "DROP TABLE a;")
    #expect(try await stage.run().problem?.contains("1 row of \"a\" removed") == true)
  }

  @Test func whatARevertRemovesIsInTheRecord() async throws {
    let stage = try await stage(
      then: "CREATE TABLE other (x);", revert: "DELETE FROM child WHERE id = 3; DROP TABLE other;")
    let first = try await stage.run()
    stage.id = "d3"
    let back = try await stage.run(stage.rollbackPlan(of: first))
    #expect(back.state == .succeeded)
    #expect(back.targets[0].rowsLost == [LostRows(table: "child", count: 1)])
    #expect(stage.log.contains("shop-eu: 1 row of \"child\" removed"))
  }

  @Test func foreignKeysThatCannotBeCheckedAreSaid() async throws {
    let stage = try Stage()
    stage.add(
      "2026-01-01-keys",
      deploy: "CREATE TABLE p (a); CREATE TABLE c (a REFERENCES p (a)); INSERT INTO c VALUES (1);")
    #expect(try await stage.run().state == .succeeded)
    #expect(stage.log.contains("shop-eu: foreign keys of \"c\" cannot be checked: "))
  }
}
