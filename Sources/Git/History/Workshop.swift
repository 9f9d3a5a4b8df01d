import CGit2
import Dispatch
import Release
import Synchronization

/// Parses commits on all processors, while a walk finds more of them.
///
/// Orders go out in batches. Few of them wait, so that texts do not pile up: rather than to wait
/// for the helpers, whoever sends them works on one as well.
final class Workshop {
  private let bench: Bench
  private let group = DispatchGroup()
  private var batch: [Order] = []
  private var batchBytes = 0
  private var orders = 0

  private static let mostOrders = 128
  private static let mostBytes = 1 << 20
  private static let mostWaiting = 16

  /// - Parameter repository: where each bench opens it for itself.
  /// - Parameter take: is given each batch, with the number of its first order.
  init(
    repository: String, packs: Packs, take: @escaping @Sendable (Int, [FoundCommit]) -> Void
  ) {
    bench = Bench(repository: repository, packs: packs, take: take)
  }

  /// - Returns: the number of the order.
  func order(_ order: Order) -> Int {
    batch.append(order)
    batchBytes += order.text?.count ?? 0
    orders += 1
    if batch.count >= Self.mostOrders || batchBytes >= Self.mostBytes { send() }
    return orders - 1
  }

  /// Helps with what is left, until all of it is done.
  ///
  /// - Throws: what went wrong in the first batch where anything did.
  func finish() throws(Problem) {
    send()
    while bench.workOnNext(ifMoreWait: 0) {}
    group.wait()
    try bench.check()
  }

  private func send() {
    let bench = bench
    if bench.put(Batch(first: orders - batch.count, orders: batch)) {
      DispatchQueue.global(qos: .userInitiated).async(group: group) { bench.help() }
    }
    batch.removeAll(keepingCapacity: true)
    batchBytes = 0
    while bench.workOnNext(ifMoreWait: Self.mostWaiting) {}
  }
}

/// A commit to be parsed: the walk had to read its object, or knows its id alone.
struct Order: Sendable {
  let id: ObjectID
  let text: [UInt8]?
}

private struct Batch: Sendable {
  /// The number of its first order.
  let first: Int
  let orders: [Order]
}

/// Where batches are worked on, several at once.
private final class Bench: Sendable {
  private struct State {
    var waiting: [Batch] = []
    var helpers = 0
    /// The handles that nobody works with now.
    var idle: [OwnHandle] = []
    var problems: [Int: Problem] = [:]
  }

  private let repository: String
  private let packs: Packs
  private let take: @Sendable (Int, [FoundCommit]) -> Void
  private let state = Mutex(State())

  init(
    repository: String, packs: Packs, take: @escaping @Sendable (Int, [FoundCommit]) -> Void
  ) {
    self.repository = repository
    self.packs = packs
    self.take = take
  }

  /// - Returns: whether there is a processor for one more helper.
  func put(_ batch: Batch) -> Bool {
    state.withLock { state in
      state.waiting.append(batch)
      guard state.helpers < processors - 1 else { return false }
      state.helpers += 1
      return true
    }
  }

  /// Works until nothing waits.
  func help() {
    while let batch = nextOfHelper() { work(on: batch) }
  }

  /// - Returns: whether there was a batch to work on, beyond so many that may wait.
  func workOnNext(ifMoreWait limit: Int) -> Bool {
    let next = state.withLock { $0.waiting.count > limit ? $0.waiting.removeFirst() : nil }
    guard let next else { return false }
    work(on: next)
    return true
  }

  func check() throws(Problem) {
    let problems = state.withLock { $0.problems }
    if let first = problems.keys.min(), let problem = problems[first] { throw problem }
  }

  private func nextOfHelper() -> Batch? {
    state.withLock { state in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.helpers -= 1
      return nil
    }
  }

  private func work(on batch: Batch) {
    do throws(Problem) {
      take(batch.first, try commits(of: batch.orders))
    } catch {
      state.withLock { $0.problems[batch.first] = error }
    }
  }

  private func commits(of orders: [Order]) throws(Problem) -> [FoundCommit] {
    let handle =
      state.withLock { $0.idle.popLast() } ?? OwnHandle(repository: repository, packs: packs)
    defer { state.withLock { $0.idle.append(handle) } }
    var result: [FoundCommit] = []
    result.reserveCapacity(orders.count)
    for order in orders {
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
