import Delivery
import Glibc
import Release
import Scratch
import Testing

/// What only a process of its own can show: a full disk, and an end without warning.
struct CrashTests {
  /// The kernel refuses to let any file grow beyond the limit. Where the ledger is not there yet,
  /// preflight itself has no room.
  @Test(arguments: [true, false])
  func aFullDiskChangesNothing(_ hasLedger: Bool) async {
    await #expect(processExitsWith: .success) { [hasLedger] in
      let stage = try Stage.shop()
      if hasLedger {
        try SQLiteDatabase(
          path: stage.scratch.path("shop.db"), access: .create, lockSeconds: 0
        ).prepareLedger()
      }
      _ = try stage.sql("CREATE TABLE big (x); INSERT INTO big VALUES (zeroblob(200000))")
      let before = try stage.dump()
      signal(SIGXFSZ, SIG_IGN)
      setFileLimit(100_000)
      let done = try await stage.run()
      setFileLimit(.max)
      let isUnchanged = try stage.dump() == before
      let partial = stage.scratch.exists("backups/d1/shop-eu.db.partial")
      let isRight = done.state == .failed && done.failure?.kind == .inputOutput
      exit(isRight && isUnchanged && !partial ? 0 : 1)
    }
  }

  /// As the fault loop, with a process that is killed: nothing of its memory unwinds.
  @Test(arguments: [2, 5, 7, 9, 10, 12, 14, 16, 18, 20])
  func aKilledDeploymentIsResumed(_ checkpoint: Int) async throws {
    let folder = try Scratch()
    let path: String = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, checkpoint = checkpoint as Int] in
      let stage = try Stage.shop(in: path)
      stage.killAt = checkpoint
      try await stage.run()
    }
    let undisturbed = try Stage.shop()
    try await undisturbed.run()
    let stage = try Stage.shop(in: path)
    try stage.readRecord()
    #expect(try await stage.run(resuming: !stage.records.isEmpty).state == .succeeded)
    #expect(try stage.dump() == undisturbed.dump())
    withExtendedLifetime(folder) {}
  }
}

private func setFileLimit(_ bytes: rlim_t) {
  var limit = rlimit(rlim_cur: bytes, rlim_max: .max)
  setrlimit(__rlimit_resource_t(1), &limit)
}
