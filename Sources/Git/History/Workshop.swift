import CGit2
import Dispatch
import Release
import Synchronization

/// Turns commits into values on all processors, while a walk finds more of them.
///
/// Orders go out in batches, and a few batches at most are under way, so that texts do not pile up.
final class Workshop<Value: Sendable> {
  private let bench: Bench<Value>
  private let group = DispatchGroup()
  private let places = DispatchSemaphore(value: 8)
  private var batch: [Order] = []
  private var batchBytes = 0
  private var batches = 0
  private var orders = 0

  /// - Parameter repository: where each bench opens it for itself.
  init(repository: String, make: @escaping @Sendable (Commit) -> Value) {
    bench = Bench(repository: repository, make: make)
  }

  /// Orders the value of a commit.
  ///
  /// - Returns: the number of the order.
  func take(_ order: Order) -> Int {
    batch.append(order)
    batchBytes += order.text?.count ?? 0
    orders += 1
    if batch.count >= 512 || batchBytes >= 1 << 20 { send() }
    return orders - 1
  }

  /// Waits for the work that is under way.
  ///
  /// - Returns: the values of these orders, in this sequence.
  /// - Throws: what went wrong first.
  func deliver(_ sequence: [Int]) throws(Problem) -> [Value] {
    send()
    group.wait()
    let values = try bench.values(batches: batches)
    return sequence.elementsEqual(values.indices) ? values : sequence.map { values[$0] }
  }

  private func send() {
    let (bench, places, batch, number) = (bench, places, batch, batches)
    self.batch.removeAll(keepingCapacity: true)
    batchBytes = 0
    batches += 1
    places.wait()
    DispatchQueue.global(qos: .userInitiated).async(group: group) {
      bench.work(on: batch, number: number)
      places.signal()
    }
  }
}

/// A commit to be turned into a value: the walk had to read its object, or knows its id alone.
struct Order: Sendable {
  let id: ObjectID
  let text: [UInt8]?
}

/// Where batches are worked on, several at once.
private final class Bench<Value: Sendable>: Sendable {
  private let repository: String
  private let make: @Sendable (Commit) -> Value
  private let results = Mutex<[Int: Result<[Value], Problem>]>([:])

  init(repository: String, make: @escaping @Sendable (Commit) -> Value) {
    self.repository = repository
    self.make = make
  }

  func work(on batch: [Order], number: Int) {
    let result: Result<[Value], Problem>
    do throws(Problem) {
      result = .success(try values(of: batch))
    } catch {
      result = .failure(error)
    }
    results.withLock { $0[number] = result }
  }

  func values(batches: Int) throws(Problem) -> [Value] {
    let results = results.withLock { $0 }
    var all: [Value] = []
    for number in 0..<batches {
      switch results[number] {
      case .success(let values): all += values
      case .failure(let problem): throw problem
      case nil: continue
      }
    }
    return all
  }

  private func values(of batch: [Order]) throws(Problem) -> [Value] {
    var opened: Repository?
    var result: [Value] = []
    result.reserveCapacity(batch.count)
    for order in batch {
      if let text = order.text {
        result.append(make(try read(order.id, text)))
      } else {
        let repository = if let opened { opened } else { try Repository.open(at: repository) }
        opened = repository
        result.append(
          make(try repository.once(order.id, GIT_OBJECT_COMMIT) { Git.commit(order.id, in: $0) }))
      }
    }
    return result
  }

  private func read(_ id: ObjectID, _ text: [UInt8]) throws(Problem) -> Commit {
    if let commit = Git.commit(id, in: text.span) { return commit }
    throw unreadable(id, "it is not a well-formed commit")
  }
}
