import Delivery
import Release
import Scratch
import Testing

/// The driver alone; the sqlite3 program is the oracle.
struct SQLiteTests {
  private let scratch: Scratch
  private let database: SQLiteDatabase
  private let limit = StatementLimit(seconds: 10)

  init() throws {
    scratch = try Scratch()
    database = try SQLiteDatabase(
      path: scratch.path("a.db"), access: .create, lockSeconds: 0)
  }

  private func sqlite(_ sql: String, _ file: String = "a.db") throws -> String {
    let ran = try scratch.run("sqlite3", file, input: sql)
    return ran.stdout + ran.stderr
  }

  /// Runs a change's script, and gives the message of its refusal.
  private func refusal(
    _ script: String, rows: RowRule = .ignored, limit: StatementLimit? = nil
  ) -> Problem? {
    do throws(Problem) {
      try database.transaction { () throws(Problem) in
        try database.run(
          script: Array(script.utf8), name: "deploy.sql", rows: rows, limit: limit ?? self.limit)
      }
      return nil
    } catch {
      return error
    }
  }

  @Test func aScriptDoesWhatTheSqlite3ProgramDoes() throws {
    let script = """
      -- a comment; with a semicolon
      CREATE TABLE "a;b" (x TEXT DEFAULT 'it''s; fine', y); /* another; */;;
      INSERT INTO "a;b" (y) VALUES (1), (2);
      CREATE TRIGGER t AFTER INSERT ON "a;b" BEGIN
        UPDATE "a;b" SET y = y + 1; DELETE FROM "a;b" WHERE y > 100;
      END;
      INSERT INTO "a;b" (y) VALUES (X'00ff')
      """
    #expect(refusal(script) == nil)
    _ = try sqlite(script, "b.db")
    #expect(try sqlite(".dump") == sqlite(".dump", "b.db"))
  }

  @Test(arguments: [
    ("CREATE TABLE a (x);\n\nFOO;", "deploy.sql:3: near \"FOO\": syntax error"),
    ("\u{feff}SELECT 1;\r\n\r\n  SELECT y;", "deploy.sql:3: no such column: y"),
    (
      "SELECT 1;\n-- text\n/* two\nlines */ SELECT a\n  FROM\n  b;",
      "deploy.sql:4: no such table: b"
    ),
    (
      "CREATE TABLE a (x UNIQUE);\nINSERT INTO a VALUES (1);\n\n\nINSERT INTO a\n VALUES (1);",
      "deploy.sql:5: UNIQUE constraint failed: a.x"
    ),
    ("SELECT 1;\nCREATE TABLE a (", "deploy.sql:2: incomplete input"),
    ("SELECT 'a\u{0}b'", "deploy.sql:1: a NUL byte in a script"),
    ("SELECT 1;\nSELECT \u{1b}[31m;", "deploy.sql:2: unrecognized token: \"\\u{1B}\""),
  ])
  func aMessageNamesTheLine(_ script: String, _ message: String) {
    #expect(refusal(script)?.message == message)
  }

  @Test(arguments: [
    "COMMIT", "BEGIN", "ROLLBACK", "END", "SAVEPOINT a", "RELEASE a", "ATTACH 'x.db' AS x",
    "DETACH x", "VACUUM", "PRAGMA writable_schema = 1",
    "DELETE FROM relman_changes", "DROP TABLE Relman_Lock",
    "INSERT INTO main.relman_lock VALUES (1)",
    "CREATE TRIGGER t AFTER INSERT ON relman_changes BEGIN SELECT 1; END",
    "ALTER TABLE relman_changes RENAME TO b", "CREATE INDEX i ON relman_changes (tag)",
    "INSERT INTO relman_history (deployment) VALUES ('d')", "UPDATE relman_meta SET value = 9",
  ])
  func whatIsNotForAScriptIsRefusedAndRolledBack(_ statement: String) throws {
    try database.prepareLedger()
    let problem = refusal("CREATE TABLE a (x);\n\(statement);\nCREATE TABLE b (x);")
    #expect(problem?.kind == .refused)
    #expect(problem?.message.hasPrefix("deploy.sql:2: ") == true, "\(problem?.message ?? "")")
    #expect(try sqlite("SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b')") == "0\n")
  }

  @Test func aStatementThatRollsBackByItselfLeavesNothing() throws {
    let problem = refusal(
      "CREATE TABLE a (x UNIQUE); INSERT INTO a VALUES (1); INSERT OR ROLLBACK INTO a VALUES (1);")
    #expect(problem?.kind == .refused)
    #expect(try sqlite(".tables") == "")
  }

  @Test func aForeignKeyThatIsBrokenAtTheEndIsRefused() throws {
    let problem = refusal(
      """
      CREATE TABLE a (id INTEGER PRIMARY KEY);
      CREATE TABLE b (a REFERENCES a DEFERRABLE INITIALLY DEFERRED);
      INSERT INTO b VALUES (7);
      """)
    #expect(problem?.message.hasSuffix("FOREIGN KEY constraint failed") == true)
    #expect(try sqlite(".tables") == "")
  }

  @Test func tenThousandStatementsRun() throws {
    let script = (1...10_000).map { "INSERT INTO a VALUES (\($0)); -- \($0)\n" }.joined()
    #expect(refusal("CREATE TABLE a (x);\n" + script) == nil)
    #expect(try sqlite("SELECT sum(x) FROM a") == "50005000\n")
  }

  @Test func aFullDiskIsInputOutput() throws {
    let problem = refusal(
      "CREATE TABLE a (x);\nPRAGMA max_page_count = 4;\nINSERT INTO a VALUES (zeroblob(99999));")
    #expect(problem?.kind == .inputOutput)
    #expect(problem?.message.hasPrefix("deploy.sql:3: ") == true)
    #expect(try sqlite(".tables") == "")
  }

  @Test func aStatementThatTakesTooLongIsStopped() {
    let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT max(x) FROM c"
    let problem = refusal("SELECT 1;\n\(endless);", limit: StatementLimit(seconds: 0))
    #expect(problem?.message == "deploy.sql:2: did not end within 0 s and was stopped")
    let interrupted = refusal(endless, limit: StatementLimit(seconds: 99) { true })
    #expect(interrupted?.kind == .interrupted)
  }

  @Test(arguments: [
    ("NULL", true), ("0", true), ("0.0", true), ("''", true), ("'0'", true), ("'f'", true),
    ("'false'", true), ("1", false), ("'t'", false), ("'no'", false), ("X'00'", false),
    ("-1", false), ("'true', 0", false),
  ])
  func oneRuleSaysWhichRowsSayNo(_ value: String, _ saysNo: Bool) {
    for rule in [RowRule.noneSaysNo, .oneSaysYes] {
      #expect((refusal("SELECT 1;\nSELECT \(value)", rows: rule) != nil) == saysNo)
    }
    #expect(refusal("SELECT \(value)") == nil)
  }

  @Test func everyRowIsLookedAt() {
    let problem = refusal("SELECT 1 UNION ALL SELECT 1 UNION ALL SELECT 0", rows: .noneSaysNo)
    #expect(problem?.message == "deploy.sql:1: answered 0")
  }

  @Test func noRowIsGoodForAVerifyScriptAndNotForAQuery() {
    #expect(refusal("SELECT 1 WHERE 0", rows: .noneSaysNo) == nil)
    #expect(refusal("SELECT 1 WHERE 0", rows: .oneSaysYes)?.kind == .refused)
  }

  @Test func aLockThatAnotherHoldsIsNamedWithTheTimeWaited() throws {
    let other = try SQLiteDatabase(path: scratch.path("a.db"), access: .create, lockSeconds: 0)
    let problem = try other.transaction { () throws(Problem) in refusal("SELECT 1") }
    #expect(problem?.kind == .tryAgain)
    #expect(
      problem?.message == "database is locked: \"\(database.path)\", waited 0 s")
  }

  @Test func aBackupIsWholeAndCanBePutBack() throws {
    #expect(
      refusal("CREATE TABLE a (x); INSERT INTO a VALUES (zeroblob(9999999)), ('old');") == nil)
    let before = try sqlite(".sha3sum")
    let copy = scratch.path("copy.db")
    try database.backUp(to: copy)
    #expect(try sqlite(".sha3sum", "copy.db") == before)
    #expect(try scratch.sh("stat -c %a copy.db; ls") == "600\na.db\ncopy.db")
    #expect(refusal("DROP TABLE a; CREATE TABLE b (x);") == nil)
    try database.restore(from: copy)
    #expect(try sqlite(".sha3sum") == before)
  }

  @Test func aDatabaseInWALModeIsBackedUpAndPutBack() throws {
    #expect(try sqlite("PRAGMA journal_mode = wal; CREATE TABLE a (x);") == "wal\n")
    try database.backUp(to: scratch.path("copy.db"))
    #expect(refusal("DROP TABLE a;") == nil)
    try database.restore(from: scratch.path("copy.db"))
    #expect(try sqlite(".tables") == "a\n")
  }

  /// The second is damage in a page that copying the file does not look into.
  @Test(arguments: [
    "truncate -s 8192 copy.db", "printf x | dd of=copy.db bs=1 seek=4096 conv=notrunc 2>&1",
  ])
  func aDamagedBackupIsNotPutBack(_ damage: String) throws {
    #expect(refusal("CREATE TABLE a (x); INSERT INTO a VALUES (zeroblob(99999));") == nil)
    try database.backUp(to: scratch.path("copy.db"))
    try scratch.sh(damage)
    let problem = #expect(throws: Problem.self) {
      try database.restore(from: scratch.path("copy.db"))
    }
    #expect(problem?.kind == .badData)
    #expect(try sqlite("SELECT length(x) FROM a") == "99999\n")
  }

  @Test func theSchemaIsTheSameAfterAlteringThereAndBack() throws {
    #expect(refusal("CREATE TABLE a (x INT, -- why\n  y TEXT DEFAULT 'a  b');") == nil)
    let before = try database.schema()
    #expect(before == "table a: CREATE TABLE a(x INT,y TEXT DEFAULT 'a  b')\n")
    #expect(refusal("ALTER TABLE a RENAME TO b; ALTER TABLE b ADD COLUMN z;") == nil)
    #expect(try database.schema() != before)
    #expect(refusal("ALTER TABLE b DROP COLUMN z; ALTER TABLE b RENAME TO a;") == nil)
    #expect(try database.schema() == before)
    #expect(refusal("PRAGMA user_version = 7") == nil)
    #expect(try database.schema() == "pragma user_version: 7\n" + before)
  }

  @Test func aNameWithSignsKeepsItsQuotes() throws {
    #expect(refusal("CREATE TABLE \"a \"\"b\" ([c d], `e`, 'f');") == nil)
    #expect(
      try database.schema() == "table a \"b: CREATE TABLE \"a \"\"b\"([c d],e,'f')\n")
  }

  @Test(arguments: ["a b.db", "ünï.db", "quo'te\".db", "semi;$(x).db", "?mode=memory", "%00.db"])
  func aPathIsTakenAsItStands(_ name: String) throws {
    let target = Target(name: "t", database: "d", url: "sqlite:" + name)
    let path = try SQLiteDatabase.path(of: target, topFolder: scratch.path)
    try SQLiteDatabase(path: path, access: .create, lockSeconds: 0).prepareLedger()
    #expect(scratch.exists(name))
  }
}
