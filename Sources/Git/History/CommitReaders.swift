import Platform
import CGit2
import Dispatch
import Release
import Synchronization

/// Reads commit objects on all processors, each through a handle of its own.
final class CommitReaders: Sendable {
  struct Request: Sendable {
    let id: ObjectID
    let wantsText: Bool
  }

  struct Answer: Sendable {
    let link: CommitLink
    let text: [UInt8]?
  }

  /// Fewer are read faster by one processor than handed out.
  private static let fewRequests = 16

  private let readers: [WorkerRepository]

  init(repository: String, packs: Packs) {
    readers = (0..<processors).map { _ in WorkerRepository(repository: repository, packs: packs) }
  }

  /// The answers, in the order of the requests.
  func read(_ requests: [Request]) throws(Problem) -> [Answer] {
    guard requests.count >= Self.fewRequests else { return try readers[0].read(requests[...]) }
    let share = (requests.count + readers.count - 1) / readers.count
    let results = Mutex<[Int: Result<[Answer], Problem>]>([:])
    DispatchQueue.concurrentPerform(iterations: readers.count) { place in
      let part = requests.dropFirst(place * share).prefix(share)
      let result = readers[place].result(of: part)
      results.withLock { $0[place] = result }
    }
    var answers: [Answer] = []
    for place in readers.indices {
      switch results.withLock({ $0[place] }) {
      case .success(let some): answers += some
      case .failure(let problem): throw problem
      case nil: continue
      }
    }
    return answers
  }
}

extension WorkerRepository {
  fileprivate func result(
    of requests: ArraySlice<CommitReaders.Request>
  ) -> Result<[CommitReaders.Answer], Problem> {
    do throws(Problem) {
      return .success(try read(requests))
    } catch {
      return .failure(error)
    }
  }

  fileprivate func read(
    _ requests: ArraySlice<CommitReaders.Request>
  ) throws(Problem) -> [CommitReaders.Answer] {
    try use { repository throws(Problem) in
      var answers: [CommitReaders.Answer] = []
      answers.reserveCapacity(requests.count)
      for request in requests {
        answers.append(
          try repository.once(request.id, GIT_OBJECT_COMMIT) { text in
            CommitLink(text).map { link in
              let kept = request.wantsText ? text.withUnsafeBufferPointer { Array($0) } : nil
              return CommitReaders.Answer(link: link, text: kept)
            }
          })
      }
      return answers
    }
  }
}
