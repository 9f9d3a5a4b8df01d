import Glibc
import Subprocess

/// Why a command ended.
enum CommandEnd: Sendable {
  case byItself, timedOut, interrupted
}

/// Waits for a command, and stops it with all that it started when it takes too long.
struct CommandWatch: Sendable {
  let limit: Duration
  /// The time between TERM and KILL.
  let grace: Duration
  let isInterrupted: @Sendable () -> Bool

  func end<Input, Output, Failure>(
    of execution: Execution<Input, Output, Failure>
  ) async throws -> CommandEnd {
    let deadline = ContinuousClock.now + limit
    var pause = Duration.milliseconds(1)
    while !hasEnded(execution.processIdentifier.value) {
      let end: CommandEnd? =
        isInterrupted() ? .interrupted : ContinuousClock.now > deadline ? .timedOut : nil
      if let end {
        await stop(execution)
        return end
      }
      try await Task.sleep(for: pause)
      pause = min(pause * 2, .milliseconds(50))
    }
    return .byItself
  }

  /// The process stays to be waited for, by the one who started it.
  private func hasEnded(_ process: pid_t) -> Bool {
    var info = siginfo_t()
    let answer = waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT)
    return answer != 0 || info.si_signo != 0
  }

  private func stop<Input, Output, Failure>(
    _ execution: Execution<Input, Output, Failure>
  ) async {
    await execution.teardown(using: [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)
    ])
    // What the command started may have outlived it; its own process still holds the group's id.
    kill(-execution.processIdentifier.value, SIGKILL)
  }
}
