import Synchronization

/// Says that it is over from the n-th question on.
final class Countdown: Sendable {
  private let left: Atomic<Int>

  init(_ count: Int) { left = Atomic(count) }

  func isOver() -> Bool { left.wrappingSubtract(1, ordering: .relaxed).newValue <= 0 }
}
