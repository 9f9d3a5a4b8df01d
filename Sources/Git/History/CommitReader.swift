import CGit2
import Release

/// Reads the links of commits from their objects, on all processors where there are many.
final class CommitReader {
  struct Request: Sendable {
    let id: ObjectID
    let wantsText: Bool
  }

  struct Response: Sendable {
    let link: CommitLink
    let text: [UInt8]?
  }

  /// Fewer are read faster by one processor than distributed.
  private static let fewRequests = 16

  private let pool: WorkerPool<Request, Response>

  init(repository: String, packs: Packs) {
    pool = WorkerPool(repository: repository, packs: packs) { requests, worker throws(Problem) in
      try worker.read(requests)
    }
  }

  /// - Returns: one response for each request, in order.
  func read(_ requests: [Request]) throws(Problem) -> [Response] {
    guard !requests.isEmpty else { return [] }
    guard requests.count >= Self.fewRequests else { return try pool.respond(to: requests) }
    let share = (requests.count + processors - 1) / processors
    for start in stride(from: 0, to: requests.count, by: share) {
      pool.submit(Array(requests[start...].prefix(share)))
    }
    return try pool.finish().flatMap { $0 }
  }
}

extension WorkerRepository {
  fileprivate func read(
    _ requests: [CommitReader.Request]
  ) throws(Problem) -> [CommitReader.Response] {
    try use { repository throws(Problem) in
      var responses: [CommitReader.Response] = []
      responses.reserveCapacity(requests.count)
      for request in requests {
        responses.append(
          try repository.once(request.id, GIT_OBJECT_COMMIT) { text in
            CommitLink(text).map { link in
              let kept = request.wantsText ? text.withUnsafeBufferPointer { Array($0) } : nil
              return CommitReader.Response(link: link, text: kept)
            }
          })
      }
      return responses
    }
  }
}
