import Git
import Release

/// Lines of notes that are no statement by a known signer, and why: the first of them, since one
/// push can bring very many, and how many there are.
public struct UnreadableLines {
  private var named: [(object: ObjectID, line: ArraySlice<UInt8>, why: String)] = []
  private var count = 0

  mutating func add(_ line: ArraySlice<UInt8>, on object: ObjectID, _ why: String) {
    count += 1
    if named.count < BoundedMessages.limit { named.append((object, line, why)) }
  }

  /// For people, each with the commit that added it.
  func messages(in notes: CountedNotes) throws(Problem) -> BoundedMessages {
    var result = BoundedMessages()
    var commits: [ObjectID: [ArraySlice<UInt8>: ObjectID]] = [:]
    for (object, items) in Dictionary(grouping: named, by: \.object) {
      commits[object] = try notes.commits(adding: items.map(\.line), on: object)
    }
    for item in named {
      let commit = commits[item.object]?[item.line]
      let who = try commit.map { id throws(Problem) in
        try notes.repository.description(of: id) + " added on "
      }
      let place = "\(notes.ref): \(who ?? "on ")\(item.object.short)"
      try result.add { () throws(Problem) in "\(place): \(item.why)" }
    }
    result.skip(count - named.count)
    return result
  }
}
