import Glibc
import Platform
import Scratch
import Testing

struct FileLockTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func isHeld() throws -> Bool {
    try scratch.run("flock", "--nonblock", "lock", "true").status != 0
  }

  private func isTaken() throws -> Bool {
    if try FileLock.tryLock(scratch.path("lock")) == nil { return false }
    return true
  }

  @Test func aLockIsHeldUntilItIsLetGo() throws {
    do {
      let lock = try FileLock.tryLock(scratch.path("lock"))
      #expect(try isHeld())
      #expect(try !isTaken())
      let host = try scratch.sh("uname -n")
      #expect(
        try FileLock.holder(of: scratch.path("lock")) == "process \(getpid()) on \(host)")
      withExtendedLifetime(lock) {}
    }
    #expect(try !isHeld())
    #expect(try isTaken())
  }

  @Test func aLockThatAnotherProgramHoldsIsNotTaken() throws {
    try scratch.sh("flock lock sh -c 'echo > held; while test -e held; do sleep 0.05; done' &")
    try scratch.sh("while ! test -e held; do sleep 0.05; done")
    #expect(try !isTaken())
    try scratch.sh("rm held; flock lock true")
    #expect(try isTaken())
  }

  /// What it started lives on, and does not hold the lock either.
  @Test func aKilledProcessHoldsNoLock() async throws {
    let path: String = scratch.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let lock = try FileLock.tryLock(path + "/lock")
      _ = try await ask("sh", ["-c", "sleep 98765 > log 2>&1 & echo $! > pid"], in: path)
      let other = try await ask("flock", ["--nonblock", "lock", "true"], in: path)
      if other.isSuccess { exit(1) }
      kill(getpid(), SIGKILL)
      withExtendedLifetime(lock) {}
    }
    #expect(try !isHeld())
    #expect(try isTaken())
    try scratch.sh("kill $(cat pid)")
  }

  @Test func aLinkIsNotLocked() throws {
    try scratch.sh("touch other; ln -s other lock")
    #expect(throws: (any Error).self) { try isTaken() }
  }
}
