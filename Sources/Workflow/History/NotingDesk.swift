import Git
import Release
import Synchronization

/// Where commits are read as notes, batch by batch, on several processors at once.
final class NotingDesk: Sendable {
  private let batches = Mutex<[Int: [NotedCommit]]>([:])

  /// - Parameter first: the ticket of the batch's first commit.
  func note(_ commits: [FoundCommit], from first: Int) {
    var people: [Person: Person] = [:]
    let noted = commits.map { commit in
      let author = Person(name: commit.author.name, mail: commit.author.mail)
      // The same name is kept in one place.
      let known = people[author] ?? author
      people[author] = known
      return NotedCommit(commit.id, by: known, isMerge: commit.isMerge, message: commit.message)
    }
    batches.withLock { $0[first] = noted }
  }

  /// Hands over what was noted, in the order of the tickets.
  func commits(_ tickets: [Int]) -> [NotedCommit] {
    let batches = batches.withLock { batches in
      defer { batches = [:] }
      return batches.sorted { $0.key < $1.key }
    }
    let batchOfTicket = batches.indices.flatMap { place in
      repeatElement(place, count: batches[place].value.count)
    }
    return tickets.map { ticket in
      let batch = batches[batchOfTicket[ticket]]
      return batch.value[ticket - batch.key]
    }
  }
}
