import Git
import Release

/// What `NewObjects` and `move(_:)` do, one thing at a time.
extension Repository {
  func write(
    _ plan: (inout NewObjects) throws(Problem) -> ObjectID
  ) throws(Problem) -> ObjectID {
    var objects = NewObjects()
    let id = try plan(&objects)
    try write(objects)
    return id
  }

  func writeBlob(_ bytes: [UInt8]) throws(Problem) -> ObjectID {
    try write { objects throws(Problem) in try objects.addBlob(bytes) }
  }

  func writeTree(_ files: [TreeFile]) throws(Problem) -> ObjectID {
    try write { objects throws(Problem) in try objects.addTree(files) }
  }

  func writeCommit(
    tree: ObjectID, parents: [ObjectID], author: Ident, committer: Ident, message: String
  ) throws(Problem) -> ObjectID {
    try write { objects throws(Problem) in
      try objects.addCommit(
        tree: tree, parents: parents, author: author, committer: committer, message: message)
    }
  }

  func update(
    _ name: String, to target: ObjectID, expecting expected: ObjectID?, log: String
  ) throws(Problem) {
    try move([RefMove(name, from: expected, to: target, log: log)])
  }

  func deleteReference(_ name: String, expecting expected: ObjectID) throws(Problem) {
    try move([RefMove(name, from: expected, to: nil, log: "test")])
  }

  @discardableResult
  func addNote(
    lines: [[UInt8]], on id: ObjectID, in ref: String, author: Ident
  ) throws(Problem) -> ObjectID {
    let head = try reference(ref)
    let tip = try write { objects throws(Problem) in
      try addNote(lines: lines, on: id, after: head, author: author, to: &objects)
    }
    if tip != head { try update(ref, to: tip, expecting: head, log: "test") }
    return tip
  }

  func mergeNotes(_ other: ObjectID, into ref: String, author: Ident) throws(Problem) {
    let head = try reference(ref)
    let tip = try write { objects throws(Problem) in
      try mergeNotes(other, into: head, author: author, to: &objects)
    }
    if tip != head { try update(ref, to: tip, expecting: head, log: "test") }
  }
}
