import CGit2
import Dispatch
import Release
import Synchronization

/// Parses commits on all processors, while a walk finds more of them.
///
/// Orders go out in batches. So that texts do not pile up while the helpers fall behind, whoever
/// sends them works on some as well.
final class CommitParserPool {
  private let bench: BatchQueue
  private let group = DispatchGroup()
  private var batch = Batch(first: 0)

  private static let mostOrders = 128
  private static let mostBytes = 1 << 20

  /// - Parameter repository: where each bench opens it for itself.
  /// - Parameter take: is given each batch, with the number of its first order.
  init(
    repository: String, packs: Packs, take: @escaping @Sendable (Int, [FoundCommit]) -> Void
  ) {
    bench = BatchQueue(repository: repository, packs: packs, take: take)
  }

  /// - Returns: the number of the order.
  func order(_ order: Order) -> Int {
    let number = batch.end
    batch.add(order)
    if batch.end - batch.first >= Self.mostOrders || batch.bytes >= Self.mostBytes { send() }
    return number
  }

  /// Helps with what is left, until all of it is done.
  ///
  /// - Throws: what went wrong in the first batch where anything did.
  func finish() throws(Problem) {
    bench.put(batch)
    batch = Batch(first: batch.end)
    while bench.workOnNext() {}
    group.wait()
    try bench.check()
  }

  private func send() {
    let bench = bench
    bench.put(batch)
    batch = Batch(first: batch.end)
    if bench.takesHelper() {
      DispatchQueue.global(qos: .userInitiated).async(group: group) { bench.help() }
    }
    while bench.isFull, bench.workOnNext() {}
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
  private(set) var orders: [Order] = []
  private(set) var bytes = 0

  init(first: Int) { self.first = first }

  /// The number after that of its last order.
  var end: Int { first + orders.count }

  mutating func add(_ order: Order) {
    orders.append(order)
    bytes += MemoryLayout<Order>.stride + (order.text?.count ?? 0)
  }
}

/// Where batches are worked on, several at once.
private final class BatchQueue: Sendable {
  private struct State {
    var waiting: [Batch] = []
    var waitingBytes = 0
    var helpers = 0
    /// The handles that nobody works with now.
    var idle: [WorkerRepository] = []
    var problems: [Int: Problem] = [:]

    mutating func next() -> Batch? {
      guard !waiting.isEmpty else { return nil }
      waitingBytes -= waiting[0].bytes
      return waiting.removeFirst()
    }
  }

  private let repository: String
  private let packs: Packs
  private let take: @Sendable (Int, [FoundCommit]) -> Void
  private let state = Mutex(State())

  private static let mostWaitingBytes = 4 << 20

  init(
    repository: String, packs: Packs, take: @escaping @Sendable (Int, [FoundCommit]) -> Void
  ) {
    self.repository = repository
    self.packs = packs
    self.take = take
  }

  func put(_ batch: Batch) {
    state.withLock { state in
      state.waiting.append(batch)
      state.waitingBytes += batch.bytes
    }
  }

  /// Whether there is a processor for one more helper, who is expected then.
  func takesHelper() -> Bool {
    state.withLock { state in
      guard state.helpers < processors - 1 else { return false }
      state.helpers += 1
      return true
    }
  }

  /// Whether as much waits as may.
  var isFull: Bool { state.withLock { $0.waitingBytes > Self.mostWaitingBytes } }

  /// Works until nothing waits.
  func help() {
    while let batch = nextOfHelper() { work(on: batch) }
  }

  /// - Returns: whether there was a batch to work on.
  func workOnNext() -> Bool {
    guard let next = state.withLock({ $0.next() }) else { return false }
    work(on: next)
    return true
  }

  func check() throws(Problem) {
    let problems = state.withLock { $0.problems }
    if let first = problems.keys.min(), let problem = problems[first] { throw problem }
  }

  private func nextOfHelper() -> Batch? {
    state.withLock { state in
      if let next = state.next() { return next }
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
      state.withLock { $0.idle.popLast() } ?? WorkerRepository(repository: repository, packs: packs)
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
