import Delivery
import Release
import Scratch
import Testing

/// relman's own tables, as earlier and later versions of it make them.
struct LedgerFormatTests {
  private let scratch: Scratch
  private static let first = """
    CREATE TABLE relman_changes (
      change TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL, package TEXT NOT NULL,
      tag TEXT NOT NULL, deployment TEXT NOT NULL, applied_at TEXT NOT NULL,
      applied_by TEXT NOT NULL);
    CREATE TABLE relman_lock (deployment TEXT NOT NULL, "by" TEXT NOT NULL, since TEXT NOT NULL);
    INSERT INTO relman_changes VALUES
      ('b', 'x', 'shop', 'v1', 'd1', '2026-01-01T00:00:00Z', 'ada'),
      ('a', 'y', 'shop', 'v2', 'd2', '2026-01-02T00:00:00Z', 'ada');
    INSERT INTO relman_lock VALUES ('d2', 'ada', '2026-01-02T00:00:00Z');
    CREATE VIEW broken AS SELECT * FROM nowhere;
    """

  init() throws {
    scratch = try Scratch()
    let ran = try scratch.run("sqlite3", "a.db", input: Self.first)
    #expect(ran.stderr == "")
  }

  private func open(_ access: SQLiteDatabase.Access) throws -> SQLiteDatabase {
    try SQLiteDatabase(path: scratch.path("a.db"), access: access, lockSeconds: 0)
  }

  private func sqlite(_ sql: String) throws -> String {
    let ran = try scratch.run("sqlite3", "a.db", input: sql)
    return ran.stdout + ran.stderr
  }

  @Test func tablesOfTheFirstFormatAreReadAsTheyAre() throws {
    let before = try sqlite(".dump")
    #expect(try open(.read).appliedMigrations().map(\.migration) == ["b", "a"])
    #expect(try sqlite(".dump") == before)
  }

  @Test func tablesOfTheFirstFormatAreUpgradedOnce() throws {
    for _ in 1...2 {
      let database = try open(.write)
      try database.prepareLedger()
      #expect(try database.appliedMigrations().map(\.migration) == ["b", "a"])
      #expect(try database.history(of: "d2").applied == ["a"])
      #expect(try database.locks().map(\.deployment) == ["d2"])
    }
    #expect(try sqlite("SELECT value FROM relman_meta") == "2\n")
    #expect(try sqlite("SELECT count(*) FROM relman_history") == "2\n")
    // They are those of a new database.
    let other = try SQLiteDatabase(path: scratch.path("b.db"), access: .create, lockSeconds: 0)
    try other.prepareLedger()
    let schema = "SELECT sql FROM sqlite_schema WHERE tbl_name LIKE 'relman%' ORDER BY 1"
    #expect(try sqlite(schema) == scratch.run("sqlite3", "b.db", input: schema).stdout)
  }

  @Test func tablesOfALaterFormatAreRefusedAndLeftAlone() throws {
    try open(.write).prepareLedger()
    _ = try sqlite("UPDATE relman_meta SET value = '3'")
    let before = try sqlite(".dump")
    for work in [{ try open(.write).prepareLedger() }, { _ = try open(.read).appliedMigrations() }]
    {
      let problem = #expect(throws: Problem.self) { try work() }
      #expect(problem?.kind == .refused)
      #expect(
        problem?.message.hasSuffix(
          "relman's tables have format 3, made by a newer relman; this one knows format 2") == true)
    }
    #expect(try sqlite(".dump") == before)
  }

  @Test func anUpgradeThatCannotEndLeavesTheFirstFormat() throws {
    _ = try sqlite("CREATE TABLE relman_history (a)")
    let before = try sqlite(".dump")
    #expect(throws: Problem.self) { try open(.write).prepareLedger() }
    #expect(try sqlite(".dump") == before)
  }
}
