import Git
import Release
import Synchronization

/// Where commits are read as notes, batch by batch, on several processors at once.
final class CommitSummarizer: Sendable {
  private let batches = Mutex<[Int: [CommitSummary]]>([:])

  /// - Parameter first: the ticket of the batch's first commit.
  func note(_ commits: [FoundCommit], from first: Int) {
    var people: [Person: Person] = [:]
    let noted = commits.map { commit in
      let author = Person(name: commit.author.name, mail: commit.author.mail)
      // The same name is kept in one place.
      let known = people[author] ?? author
      people[author] = known
      return CommitSummary(commit.id, by: known, isMerge: commit.isMerge, message: commit.message)
    }
    batches.withLock { $0[first] = noted }
  }

  /// Hands over what was noted, in the order of the tickets.
  func commits(_ tickets: [Int]) -> [CommitSummary] {
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
