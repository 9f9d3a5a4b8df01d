import CGit2
import Release

/// Parses commits in batches on all processors while a walk finds more of them, and converts them
/// to the values that the caller of the walk keeps.
final class CommitParser<Value: Sendable> {
  private let pool: WorkerPool<CommitRequest, Value>
  private var batch: [CommitRequest] = []
  private var batchBytes = 0
  private var count = 0

  private let batchLimit = 128
  private let batchByteLimit = 1 << 20

  /// - Parameter convert: is given a batch of commits and returns one value for each, in order.
  init(
    repository: String, packs: Packs, convert: @escaping @Sendable ([FoundCommit]) -> [Value]
  ) {
    pool = WorkerPool(repository: repository, packs: packs) { requests, worker throws(Problem) in
      convert(try worker.parse(requests))
    }
  }

  /// - Returns: the number of the request, counted from 0.
  func add(_ request: CommitRequest) -> Int {
    batch.append(request)
    batchBytes += MemoryLayout<CommitRequest>.stride + (request.text?.count ?? 0)
    count += 1
    if batch.count >= batchLimit || batchBytes >= batchByteLimit { submit() }
    return count - 1
  }

  /// Waits until all requests are processed.
  ///
  /// - Returns: the values, in batches, in the order of the requests.
  /// - Throws: `.badData` for a missing or corrupt commit.
  func finish() throws(Problem) -> [[Value]] {
    if !batch.isEmpty { submit() }
    return try pool.finish()
  }

  private func submit() {
    pool.submit(batch, bytes: batchBytes)
    (batch, batchBytes) = ([], 0)
  }
}

/// A commit to be parsed.
struct CommitRequest: Sendable {
  let id: ObjectID
  /// Nil where the walk did not read the commit's object.
  let text: [UInt8]?
}

extension WorkerRepository {
  fileprivate func parse(_ requests: [CommitRequest]) throws(Problem) -> [FoundCommit] {
    var commits: [FoundCommit] = []
    commits.reserveCapacity(requests.count)
    for request in requests { commits.append(try parse(request)) }
    return commits
  }

  private func parse(_ request: CommitRequest) throws(Problem) -> FoundCommit {
    guard let text = request.text else {
      return try use { repository throws(Problem) in
        try repository.once(request.id, GIT_OBJECT_COMMIT) { FoundCommit(request.id, in: $0) }
      }
    }
    if let commit = FoundCommit(request.id, in: text.span) { return commit }
    throw unreadable(request.id, "it is not a well-formed commit")
  }
}
