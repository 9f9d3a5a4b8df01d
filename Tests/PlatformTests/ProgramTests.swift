import Glibc
import Platform
import Release
import Scratch
import Testing

struct ProgramTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// What nobody has waited for yet is a zombie, and ended all the same.
  private func areAlive(_ file: String) throws -> Bool {
    let list = try scratch.sh("tr ' \\n' ',,' < \(file)")
    return try scratch.run("sh", "-c", "ps -o stat= -p \(list)0 | grep -v Z").stdout != ""
  }

  @Test func aProgramAnswersWithItsOutputItsErrorsAndItsStatus() async throws {
    let script = "cat; echo \"$WORD\" >&2; pwd; exit 3"
    let answer = try await ask(
      "sh", ["-c", script], input: Array("in\n".utf8), in: scratch.path,
      environment: ["WORD": "wrong"])
    #expect(String(decoding: answer.output, as: UTF8.self) == "in\n\(scratch.path)\n")
    #expect(answer.errors == "wrong\n")
    #expect(answer.status == 3)
    #expect(!answer.isSuccess)
    #expect(try await ask("sh", ["-c", "kill -9 $$"], in: scratch.path).status == 137)
  }

  @Test func aProgramThatIsNotThereIsUnreachable() async throws {
    let problem = await #expect(throws: Problem.self) {
      try await ask("no-such-program-here", [], in: scratch.path)
    }
    #expect(problem?.kind == .unreachable)
    #expect(problem?.message.hasPrefix("cannot run no-such-program-here: ") == true)
  }

  @Test func aProgramThatAnswersWithTooMuchIsKilled() async throws {
    let problem = await #expect(throws: Problem.self) {
      try await ask(
        "sh", ["-c", "echo $$ > pid; exec yes"], in: scratch.path, limitBytes: 100_000)
    }
    #expect(problem?.kind == .unreachable)
    #expect(problem?.hint == nil)
    #expect(try !areAlive("pid"))
  }

  @Test func aProgramThatDoesNotAnswerIsKilled() async throws {
    let problem = await #expect(throws: Problem.self) {
      try await ask(
        "sh", ["-c", "echo $$ > pid; exec sleep 98765"], in: scratch.path, limitSeconds: 1)
    }
    #expect(problem == Problem(.unreachable, "sh did not end within 1 s and was stopped"))
    #expect(try !areAlive("pid"))
  }

  private static let deaf = """
    trap '' TERM INT HUP
    sh -c 'trap "" TERM; echo $$ > child; while :; do sleep 1; done' &
    while ! test -s child; do sleep 0.05; done
    echo $$ $(cat child) > pids; echo ready; while :; do sleep 1; done
    """

  @Test func aCommandEndsWithTheProcessThatRunsIt() async throws {
    let path: String = scratch.path
    let script: String = Self.deaf
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, script = script as String] in
      let command = Command(
        words: ["sh", "-c", script], isInFolder: false, folder: path, limitSeconds: 1000)
      try await command.run(isInterrupted: { false }) { _ in kill(getpid(), SIGKILL) }
    }
    // The killer is another process, and has no appointed time.
    while try areAlive("pids") { try scratch.sh("sleep 0.05") }
  }

  /// A request that is repeated does not wait for the grace, and does not end this process before
  /// the command has ended; one that comes when nothing runs ends it at once.
  @Test func aRepeatedRequestKillsTheCommandFirst() async throws {
    let path: String = scratch.path
    let script: String = Self.deaf
    await #expect(processExitsWith: .exitCode(128 + SIGHUP)) {
      [path = path as String, script = script as String] in
      Interruption.listen()
      let command = Command(
        words: ["sh", "-c", script], isInFolder: false, folder: path, limitSeconds: 1_000_000,
        graceSeconds: 1_000_000)
      let kind = await failure { () throws(Problem) in
        try await command.run(isInterrupted: { Interruption.hasArrived }) { _ in
          kill(getpid(), SIGINT)
          kill(getpid(), SIGTERM)
        }
      }
      if kind != .interrupted { exit(1) }
      let list = "$(tr ' ' , < pids)"
      let alive = try await ask("sh", ["-c", "ps -o stat= -p \(list) | grep -v Z"], in: path)
      if alive.status != 1 { exit(2) }
      kill(getpid(), SIGHUP)
      exit(3)
    }
  }

  @Test func aFirstRequestLetsAProgramAnswerAndASecondDoesNot() async throws {
    let path: String = scratch.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      Interruption.listen()
      let answer = try await ask("sh", ["-c", "kill -INT $PPID; echo yes"], in: path)
      if !Interruption.hasArrived || !answer.isSuccess { exit(1) }
      let kind = await failure { () throws(Problem) in
        _ = try await ask("sh", ["-c", "kill -INT $PPID; exec sleep 98765"], in: path)
      }
      exit(kind == .interrupted ? 0 : 2)
    }
  }
}

private func failure(_ work: () async throws(Problem) -> Void) async -> Problem.Kind? {
  do {
    try await work()
    return nil
  } catch {
    return error.kind
  }
}
