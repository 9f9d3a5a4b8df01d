import Delivery
import Release
import Scratch
import Testing

/// Which copy of a database a deployment that was cut short goes by.
struct BackupTests {
  /// The second is damage in a page that copying the file does not look into.
  @Test(arguments: ["truncate -s 100 $B", "printf x | dd of=$B bs=1 seek=4096 conv=notrunc"])
  func aCopyThatIsNotWholeIsMadeAgain(_ damage: String) async throws {
    let stage = try await cut(after: "backup") { try Stage.shop() }
    let copy = "backups/d1/shop-eu.db"
    try stage.scratch.sh("B=\(copy); \(damage) 2>&1")
    #expect(try await stage.run(resuming: true).state == .succeeded)
    #expect(try stage.sql("PRAGMA quick_check", copy) == "ok")
    #expect(try stage.sql("SELECT name FROM sqlite_schema WHERE name = 'item'", copy) == "")
    #expect(stage.log.contains("keeping") == false)
  }

  @Test func aWholeCopyIsKept() async throws {
    let stage = try await cut(after: "backup") { try Stage.shop() }
    #expect(try await stage.run(resuming: true).state == .succeeded)
    #expect(stage.log.contains("shop-eu: keeping the backup"))
  }

  /// As where another machine goes on, which has neither the newest records nor the copy.
  @Test func whatTheDeploymentItselfHasChangedIsNotCopied() async throws {
    let stage = try Stage.shop()
    try await stage.run()
    stage.loseRecords(stage.records.count - 1)
    try stage.scratch.sh("rm -r backups")
    #expect(try await stage.run(resuming: true).state == .succeeded)
    #expect(!stage.scratch.exists("backups/d1/shop-eu.db"))
    #expect(stage.log.contains("no backup, it was changed before this run began"))
  }

  @Test func aTargetThatWasNotChangedIsNotRestored() async throws {
    let stage = try failing()
    stage.environment.targets.append(Target(name: "us", database: "shop", url: "sqlite:us.db"))
    let end = try await stage.run()
    #expect(end.state == .reverted)
    #expect(end.targets.map { $0.state == .restored } == [true, false])
  }

  /// Others may have written since.
  @Test func whatWasRestoredIsNotRestoredOnceMore() async throws {
    let stage = try await cut(after: "restore") { try failing() }
    _ = try stage.sql("INSERT INTO kept VALUES (1)")
    #expect(try await stage.run(resuming: true).state == .reverted)
    #expect(try stage.sql("SELECT a FROM kept") == "1")
  }

  private func failing() throws -> Stage {
    let stage = try Stage.shop()
    stage.environment.onFailure = .restore
    stage.add("2026-01-04-bad", deploy: "FOO;")
    _ = try stage.sql("CREATE TABLE kept (a)")
    return stage
  }

  /// A deployment that ends at the last of the checkpoints with this name.
  private func cut(after name: String, _ stage: () throws -> Stage) async throws -> Stage {
    let whole = try stage()
    try await whole.run()
    let last = try #require(whole.checkpoints.lastIndex { $0.contains("\(name) shop-eu") })
    let cut = try stage()
    cut.faultAt = last + 1
    await #expect(throws: Problem.self) { try await cut.run() }
    cut.faultAt = nil
    return cut
  }
}
