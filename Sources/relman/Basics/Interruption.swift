import Glibc
import Synchronization

/// Ctrl-C and requests to terminate, as a flag that long work looks at; asked twice, the process
/// ends at once.
enum Interruption {
  private static let count = Atomic<Int>(0)

  static var hasArrived: Bool { count.load(ordering: .relaxed) > 0 }

  static func listen() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        if Interruption.count.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
      }
    }
  }
}
