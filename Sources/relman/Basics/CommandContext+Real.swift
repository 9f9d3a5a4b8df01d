import Records
import Glibc
import Platform
import Release
import Workflow

extension CommandContext {
  /// The machine as it is.
  ///
  /// - Parameter pin: a policy version of which nothing else is trusted; nil for the environment's.
  /// - Throws: `.notFound` when `folder` is not there.
  static func real(folder: String?, pin: String? = nil) throws(Problem) -> CommandContext {
    guard let here = realpath(folder ?? ".", nil) else {
      throw Problem(.notFound, "there is no folder \(quoted(folder ?? "."))")
    }
    defer { free(here) }
    var environment = environmentVariables()
    if let pin { environment[TrustStore.pinVariable] = pin }
    let root = testRoot(environment)
    return CommandContext(
      folder: String(cString: here), environment: environment,
      systemFolder: root + "/etc/relman", systemState: root + "/var/lib/relman",
      now: clock(environment),
      say: Terminal.say, isInterrupted: { Interruption.hasArrived },
      checkpoint: checkpoint(environment))
  }

  private static func environmentVariables() -> [String: String] {
    var result: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
      next += 1
    }
    return result
  }

  private static func systemTime() -> Instant { Instant(seconds: time(nil)) }

  #if DEBUG
    /// Tests give the time; a release build has no such switch.
    private static func clock(_ environment: [String: String]) -> () -> Instant {
      guard let fixed = environment["RELMAN_TEST_NOW"].flatMap({ Instant($0) }) else {
        return systemTime
      }
      return { fixed }
    }

    /// Tests have a machine of their own; a release build has no such switch.
    private static func testRoot(_ environment: [String: String]) -> String {
      environment["RELMAN_TEST_ROOT"] ?? ""
    }

    /// Tests say at which effect of a deployment the process is killed, by its number or its name;
    /// a release build has no such switch.
    private static func checkpoint(
      _ environment: [String: String]
    ) -> (String) throws(Problem) -> Void {
      guard let point = environment["RELMAN_TEST_KILL_AT"] else { return { _ in } }
      var count = 0
      return { name in
        count += 1
        if point == name || point == String(count) { kill(getpid(), SIGKILL) }
      }
    }
  #else
    private static func clock(_ environment: [String: String]) -> () -> Instant { systemTime }

    private static func testRoot(_ environment: [String: String]) -> String { "" }

    private static func checkpoint(
      _ environment: [String: String]
    ) -> (String) throws(Problem) -> Void {
      { _ in }
    }
  #endif
}
