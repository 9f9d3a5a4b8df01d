import CGit2
import Dispatch
import Release
import Synchronization

/// Parses commits on all processors, while a walk finds more of them.
///
/// Orders go out in batches, and a few batches at most are under way, so that texts do not pile up.
final class Workshop {
  private let bench: Bench
  private let group = DispatchGroup()
  private let places = DispatchSemaphore(value: 8)
  private var batch: [Order] = []
  private var batchBytes = 0
  private var orders = 0

  /// - Parameter repository: where each bench opens it for itself.
  /// - Parameter take: is given each batch, with the number of its first order.
  init(repository: String, take: @escaping @Sendable (Int, [FoundCommit]) -> Void) {
    bench = Bench(repository: repository, take: take)
  }

  /// - Returns: the number of the order.
  func order(_ order: Order) -> Int {
    batch.append(order)
    batchBytes += order.text?.count ?? 0
    orders += 1
    if batch.count >= 512 || batchBytes >= 1 << 20 { send() }
    return orders - 1
  }

  /// Waits for the work that is under way.
  ///
  /// - Throws: what went wrong in the first batch where anything did.
  func finish() throws(Problem) {
    send()
    group.wait()
    try bench.check()
  }

  private func send() {
    let (bench, places, batch, first) = (bench, places, batch, orders - batch.count)
    self.batch.removeAll(keepingCapacity: true)
    batchBytes = 0
    places.wait()
    DispatchQueue.global(qos: .userInitiated).async(group: group) {
      bench.work(on: batch, from: first)
      places.signal()
    }
  }
}

/// A commit to be parsed: the walk had to read its object, or knows its id alone.
struct Order: Sendable {
  let id: ObjectID
  let text: [UInt8]?
}

/// Where batches are worked on, several at once.
private final class Bench: Sendable {
  private let repository: String
  private let take: @Sendable (Int, [FoundCommit]) -> Void
  private let problems = Mutex<[Int: Problem]>([:])
  /// The handles that nobody works with now; what one has learnt of the packs serves on.
  private let idle = Mutex<[OwnHandle]>([])

  init(repository: String, take: @escaping @Sendable (Int, [FoundCommit]) -> Void) {
    self.repository = repository
    self.take = take
  }

  func work(on batch: [Order], from first: Int) {
    do throws(Problem) {
      take(first, try commits(of: batch))
    } catch {
      problems.withLock { $0[first] = error }
    }
  }

  func check() throws(Problem) {
    let problems = problems.withLock { $0 }
    if let first = problems.keys.min(), let problem = problems[first] { throw problem }
  }

  private func commits(of batch: [Order]) throws(Problem) -> [FoundCommit] {
    let handle = idle.withLock { $0.popLast() } ?? OwnHandle(repository: repository)
    defer { idle.withLock { $0.append(handle) } }
    var result: [FoundCommit] = []
    result.reserveCapacity(batch.count)
    for order in batch {
      if let text = order.text {
        result.append(try parse(order.id, text))
      } else {
        result.append(
          try handle.use { repository throws(Problem) in
            try repository.once(order.id, GIT_OBJECT_COMMIT) { FoundCommit(order.id, in: $0) }
          })
      }
    }
    return result
  }

  private func parse(_ id: ObjectID, _ text: [UInt8]) throws(Problem) -> FoundCommit {
    if let commit = FoundCommit(id, in: text.span) { return commit }
    throw unreadable(id, "it is not a well-formed commit")
  }
}
