import Release
import Synchronization

/// Where commits are read as notes, batch by batch, on several processors at once.
final class NotingDesk: Sendable {
  private let batches = Mutex<[Int: [NotedCommit]]>([:])

  /// - Parameter first: the ticket of the batch's first commit.
  func note(_ commits: [Commit], from first: Int) {
    let noted = commits.map { NotedCommit($0, Message($0.message)) }
    batches.withLock { $0[first] = noted }
  }

  /// What was noted, in the order of the tickets.
  func commits(_ tickets: [Int]) -> [NotedCommit] {
    let batches = batches.withLock { $0 }
    var all: [NotedCommit] = []
    for first in batches.keys.sorted() { all += batches[first] ?? [] }
    return tickets.elementsEqual(all.indices) ? all : tickets.map { all[$0] }
  }
}
