import Delivery
import Release
import Scratch
import Testing

/// Steps that run commands, in a deployment of nothing else.
struct CommandTests {
  private func stage(_ words: [String], within seconds: Int? = nil) throws -> Stage {
    let stage = try Stage()
    stage.environment.targets[0].name = "shop-eu.1"
    stage.environment.steps.deploy = [.command(words: words, withinSeconds: seconds)]
    try stage.scratch.write("payload/deploy/data.txt", "data\n")
    return stage
  }

  @Test func aCommandOfThePayloadRunsInItsFolderWithWhatItNeeds() async throws {
    let stage = try stage(["deploy/switch.sh", "a b", "$HOME"])
    try stage.addCommand(
      "deploy/switch.sh",
      """
      cat deploy/data.txt -; echo "$1|$2" >&2
      echo "$RELMAN_ENVIRONMENT $RELMAN_TAG $RELMAN_DEPLOYMENT $RELMAN_DIGEST"
      echo "$RELMAN_TARGET_SHOP_EU_1"
      """)
    #expect(try await stage.run().state == .succeeded)
    for line in [
      "data", "a b|$HOME", "staging v1.4.0 d1 \(fakeDigest([1]))",
      "sqlite:\(stage.scratch.path("shop.db"))",
    ] { #expect(stage.log.contains(" | \(line)\n")) }
    #expect(stage.said.contains("| data"))
  }

  @Test func aCommandThatFailsIsNamedWithItsStatus() async throws {
    let stage = try stage(["sh", "-c", "echo no; exit 7"])
    let done = try await stage.run()
    #expect(done.problem == "\"sh\" ended with status 7")
    #expect(done.state == .reverted)
    #expect(stage.log.contains("| no\n"))
  }

  @Test func aCommandThatIsKilledIsNamedWithTheSignal() async throws {
    #expect(
      try await stage(["sh", "-c", "kill -9 $$"]).run().problem == "\"sh\" was ended by signal 9")
  }

  @Test(arguments: [
    (["no-such-program-here"], "cannot find the program \"no-such-program-here\" in PATH"),
    (["deploy/none.sh"], "package v1.4.0 has no file \"deploy/none.sh\" to run"),
    (["/bin/true"], "package v1.4.0 has no file \"/bin/true\" to run"),
    (["note.sql"], "\"note.sql\" is not executable in package v1.4.0"),
  ])
  func aProgramThatCannotRunIsAMistakeOfConfiguration(
    _ words: [String], _ message: String
  ) async throws {
    let stage = try stage(words)
    stage.files["note.sql"] = ""
    let done = try await stage.run()
    #expect(done.failure?.kind == .configuration)
    #expect(done.state == .failed)
    #expect(done.problem?.hasPrefix(message) == true, "\(done.problem ?? "")")
  }

  @Test func aCommandThatTakesTooLongIsStoppedWithAllItStarted() async throws {
    let stage = try stage(["slow.sh"], within: 1)
    try stage.addCommand("slow.sh", "sleep 98765 & echo $! > pid; echo begun; wait")
    let done = try await stage.run()
    #expect(done.problem == "\"slow.sh\" did not end within 1 s and was stopped")
    // What init has not waited for yet is a zombie, and ended all the same.
    let alive = try stage.scratch.run(
      "sh", "-c", "ps -o stat= -p $(cat payload/pid) | grep -v Z")
    #expect(alive.stdout == "")
    #expect(stage.log.contains("| begun\n"))
  }

  @Test func aCommandThatIgnoresTERMIsKilled() async throws {
    let stage = try stage(["deaf.sh"], within: 1)
    try stage.addCommand("deaf.sh", "trap '' TERM; echo deaf; while :; do sleep 1; done")
    let done = try await stage.run()
    #expect(done.problem == "\"deaf.sh\" did not end within 1 s and was stopped")
    #expect(stage.log.contains("| deaf\n"))
  }

  @Test func aCommandThatIsInterruptedCanBeResumed() async throws {
    let stage = try stage(["sh", "-c", "test -e done || { touch done; sleep 98765; }"])
    let until = Countdown(20)
    stage.isInterrupted = { until.isOver() }
    let problem = await #expect(throws: Problem.self) { try await stage.run() }
    #expect(problem?.kind == .interrupted)
    stage.isInterrupted = { false }
    #expect(try await stage.run(resuming: true).state == .succeeded)
  }

  @Test func aChildThatKeepsTheOutputOpenIsNotWaitedFor() async throws {
    let stage = try stage(["sh", "-c", "sleep 30 & echo $! > pid; echo started"])
    #expect(try await stage.run().state == .succeeded)
    #expect(stage.log.contains("| started\n"))
    try stage.scratch.sh("kill $(cat payload/pid)")
  }

  @Test func outputIsBoundedAndSecretsAreRedacted() async throws {
    let stage = try stage(["sh", "-c", "seq 1000000"])
    stage.environment.limits.logBytes = 20_000
    stage.environment.targets[0].secret = "PASSWORD"
    stage.secrets["PASSWORD"] = "999999"
    #expect(try await stage.run().state == .succeeded)
    #expect(stage.log.utf8.count < 21_000)
    #expect(stage.log.contains("| [redacted]\n"))
    #expect(!stage.log.contains("999999"))
    #expect(stage.log.contains("| 1000000\n"))
    #expect(stage.log.contains(" bytes left out\n"))
  }
}
