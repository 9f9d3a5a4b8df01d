import Dispatch
import Release
import Synchronization

/// Processes batches of requests on all processors, each worker with its own repository handle.
/// Batches are submitted and collected by one thread; the results keep the order of submission.
final class WorkerPool<Request: Sendable, Response: Sendable>: Sendable {
  typealias Process =
    @Sendable ([Request], WorkerRepository) throws(Problem) -> [Response]

  private struct Batch {
    let number: Int
    let requests: [Request]
    let bytes: Int
  }

  private struct State {
    var queue: [Batch] = []
    var queuedBytes = 0
    var workers = 0
    var idleRepositories: [WorkerRepository] = []
    /// By the numbers of the batches; nil while a batch is not done.
    var results: [Result<[Response], Problem>?] = []

    mutating func enqueue(_ requests: [Request], bytes: Int) {
      queue.append(Batch(number: results.count, requests: requests, bytes: bytes))
      queuedBytes += bytes
      results.append(nil)
    }

    mutating func dequeue() -> Batch? {
      guard !queue.isEmpty else { return nil }
      queuedBytes -= queue[0].bytes
      return queue.removeFirst()
    }
  }

  private let repository: String
  private let packs: Packs
  private let process: Process
  private let state = Mutex(State())
  /// Counts batches, not workers: a worker that starts late has nothing left to be waited for.
  private let group = DispatchGroup()

  /// - Parameter repository: the path at which each worker opens it.
  /// - Parameter process: returns one response for each request, in order.
  init(repository: String, packs: Packs, process: @escaping Process) {
    self.repository = repository
    self.packs = packs
    self.process = process
  }

  /// Queues a batch. While more than 4 MiB are queued the caller processes batches too, so that
  /// memory stays bounded when the workers fall behind.
  ///
  /// - Parameter bytes: the memory that the requests take.
  func submit(_ requests: [Request], bytes: Int = 0) {
    group.enter()
    state.withLock { $0.enqueue(requests, bytes: bytes) }
    if reserveWorker() {
      DispatchQueue.global(qos: .userInitiated).async { self.runWorker() }
    }
    while state.withLock({ $0.queuedBytes > 4 << 20 }), processNext() {}
  }

  /// Processes what is still queued, waits for the workers, and forgets the results.
  ///
  /// - Returns: the responses of each batch, in the order in which they were submitted.
  /// - Throws: the problem of the first batch that failed.
  func finish() throws(Problem) -> [[Response]] {
    while processNext() {}
    group.wait()
    let results = state.withLock { state in
      defer { state.results = [] }
      return state.results
    }
    var responses: [[Response]] = []
    for case let result? in results { responses.append(try result.get()) }
    return responses
  }

  /// Processes one batch on the caller's thread.
  func respond(to requests: [Request]) throws(Problem) -> [Response] {
    let idle = state.withLock { $0.idleRepositories.popLast() }
    let handle = idle ?? WorkerRepository(repository: repository, packs: packs)
    defer { state.withLock { $0.idleRepositories.append(handle) } }
    return try process(requests, handle)
  }

  /// Whether there is a processor for one more worker, which is counted then.
  private func reserveWorker() -> Bool {
    state.withLock { state in
      guard state.workers < processors - 1 else { return false }
      state.workers += 1
      return true
    }
  }

  private func runWorker() {
    while let batch = nextForWorker() { process(batch) }
  }

  /// The worker is no longer counted once the queue is empty: both under one lock, so that no batch
  /// is left to a worker that has stopped.
  private func nextForWorker() -> Batch? {
    state.withLock { state in
      if let next = state.dequeue() { return next }
      state.workers -= 1
      return nil
    }
  }

  /// - Returns: false when the queue is empty.
  private func processNext() -> Bool {
    guard let batch = state.withLock({ $0.dequeue() }) else { return false }
    process(batch)
    return true
  }

  private func process(_ batch: Batch) {
    let result: Result<[Response], Problem>
    do throws(Problem) {
      result = .success(try respond(to: batch.requests))
    } catch {
      result = .failure(error)
    }
    state.withLock { $0.results[batch.number] = result }
    group.leave()
  }
}
