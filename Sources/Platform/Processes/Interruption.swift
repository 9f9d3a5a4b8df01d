import Glibc
import Release
import Synchronization

/// Ctrl-C and requests to terminate, as a flag that long work looks at.
///
/// Asked again, the process ends at once; where it runs a program, it first kills that one and
/// waits for its end, so that nothing goes on behind the back of whoever starts it anew.
public enum Interruption {
  private static let signals = Atomic<Int>(0)
  private static let programs = Atomic<Int>(0)

  /// Whether a request to stop has come since `listen`.
  public static var hasArrived: Bool { count > 0 }

  /// Takes the signals from here on: until then, and in a command that never calls this, the first
  /// one ends the process.
  public static func listen() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        let count = Interruption.signals.add(1, ordering: .sequentiallyConsistent).newValue
        let programs = Interruption.programs.load(ordering: .sequentiallyConsistent)
        if count > 1, programs == 0 { _exit(128 + number) }
      }
    }
  }

  static var count: Int { signals.load(ordering: .sequentiallyConsistent) }

  /// From here to `leaveProgram` a repeated request is left to who watches the program.
  static func enterProgram() { programs.add(1, ordering: .sequentiallyConsistent) }

  static func leaveProgram() { programs.subtract(1, ordering: .sequentiallyConsistent) }
}

/// Whether a request to stop is repeated from here on: one that is not the process's first.
struct RepeatedInterruption: Sendable {
  private let before = max(1, Interruption.count)

  var hasArrived: Bool { Interruption.count > before }
}

extension Problem {
  /// The person asked to stop.
  public static let interruption = Problem(.interrupted, "interrupted")
}
