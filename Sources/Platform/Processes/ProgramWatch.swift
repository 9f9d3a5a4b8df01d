import Glibc
import Subprocess
import Synchronization

/// Why a program was stopped.
enum ProgramStop: Sendable {
  case timedOut, interrupted
}

/// Runs a program, and stops it, with all that it started, when it takes too long or the person
/// asks for it. It does not outlive this process either.
struct ProgramWatch: Sendable {
  let limitSeconds: Int
  /// How long it has between TERM and KILL.
  let graceSeconds: Int
  /// Whether it runs in a process group of its own. A program that may have to ask the person
  /// something cannot: the kernel stops it when it reads from the terminal.
  let hasOwnGroup: Bool
  let isInterrupted: @Sendable () -> Bool

  /// - Parameter start: runs the program to its end with these options, and calls `begun` with its
  ///   process as soon as it has one.
  /// - Returns: what `start` gave, and why the program was stopped, if it was.
  func run<Value: Sendable>(
    _ start: (PlatformOptions, _ begun: (pid_t) async throws -> Void) async throws -> Value
  ) async throws -> (value: Value, stop: ProgramStop?) {
    Interruption.enterProgram()
    defer { Interruption.leaveProgram() }
    let target = SignalTarget()
    return try await withOrphanKiller { killer in
      try await withThrowingTaskGroup(of: ProgramStop?.self) { tasks in
        tasks.addTask { await stop(target) }
        let value = try await start(options) { process in
          target.set(hasOwnGroup ? -process : process)
          try await killer.tell(target)
        }
        tasks.cancelAll()
        return (value, try await tasks.next() ?? nil)
      }
    }
  }

  private var options: PlatformOptions {
    var options = PlatformOptions()
    if hasOwnGroup { options.processGroupID = 0 }
    // When more comes out of it than it may, or this task is cancelled.
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: hasOwnGroup, allowedDurationToNextStep: .zero)
    ]
    return options
  }

  /// Ends when the task is cancelled, which is when the program has ended.
  private func stop(_ target: SignalTarget) async -> ProgramStop? {
    let repeated = RepeatedInterruption()
    let deadline = ContinuousClock.now + .seconds(limitSeconds)
    var stop: ProgramStop?
    while stop == nil {
      if Task.isCancelled { return nil }
      if isInterrupted() || repeated.hasArrived {
        stop = .interrupted
      } else if ContinuousClock.now > deadline {
        stop = .timedOut
      } else {
        await pause()
      }
    }
    target.send(SIGTERM)
    let end = ContinuousClock.now + .seconds(graceSeconds)
    while !Task.isCancelled, !repeated.hasArrived, ContinuousClock.now < end { await pause() }
    // Again and again, since it may not have had a process yet; and when it has ended, for what it
    // started and left behind.
    repeat {
      target.send(SIGKILL)
      await pause()
    } while !Task.isCancelled
    return stop
  }

  /// Returns at once when the task is cancelled, which is no failure here.
  private func pause() async { try? await Task.sleep(for: .milliseconds(20)) }
}

/// A process, or a process group, that signals are sent to once it is known.
final class SignalTarget: Sendable {
  private let id = Atomic<pid_t>(0)

  /// As kill(2) takes it: negative for a group.
  func set(_ id: pid_t) { self.id.store(id, ordering: .sequentiallyConsistent) }

  var text: String { String(id.load(ordering: .sequentiallyConsistent)) }

  func send(_ signal: Int32) {
    let id = id.load(ordering: .sequentiallyConsistent)
    // Zero would be our own group.
    if id != 0 { kill(id, signal) }
  }
}
