import CGit2
import Release

/// Objects in memory, under the ids that Git gives them; `Repository.write(_:)` stores them.
///
/// An object database that keeps what is written in memory would serve as well, but every read of
/// the repository would go through it.
public struct NewObjects {
  fileprivate private(set) var objects: [(bytes: [UInt8], kind: git_object_t)] = []

  public init() {}

  public mutating func addBlob(_ bytes: [UInt8]) throws(Problem) -> ObjectID {
    try add(bytes, GIT_OBJECT_BLOB)
  }

  /// - Parameter text: as Git writes it.
  mutating func addTree(_ text: [UInt8]) throws(Problem) -> ObjectID {
    try add(text, GIT_OBJECT_TREE)
  }

  /// A commit with exactly this message.
  public mutating func addCommit(
    tree: ObjectID, parents: [ObjectID], author: Ident, committer: Ident, message: String
  ) throws(Problem) -> ObjectID {
    try requireMessage(message, of: "commit")
    return try add(
      commitText(
        tree: tree, parents: parents, author: author, committer: committer, message: message),
      GIT_OBJECT_COMMIT)
  }

  /// An annotated tag; the ref is moved by `move(_:)`.
  public mutating func addTag(
    name: String, on commit: ObjectID, tagger: Ident, message: String
  ) throws(Problem) -> ObjectID {
    guard isValidReference("refs/tags/" + name), !name.hasPrefix("-") else {
      throw Problem(.usage, "\(quoted(name)) cannot be the name of a tag")
    }
    try requireMessage(message, of: "tag")
    return try add(
      tagText(name: name, commit: commit, tagger: tagger, message: message), GIT_OBJECT_TAG)
  }

  /// Adds those of another, after these.
  public mutating func add(_ other: NewObjects) { objects += other.objects }

  private mutating func add(
    _ bytes: [UInt8], _ kind: git_object_t
  ) throws(Problem) -> ObjectID {
    objects.append((bytes, kind))
    try Library.start()
    var oid = git_oid()
    let status = bytes.withUnsafeBytes { git_odb_hash(&oid, $0.baseAddress, $0.count, kind) }
    try check(status, "hash an object")
    return ObjectID(oid)
  }
}

extension Repository {
  /// Writes the objects in the order in which they were added; no ref moves.
  public func write(_ new: NewObjects) throws(Problem) {
    for object in new.objects { try write(object.bytes, object.kind) }
  }

  private func write(_ bytes: [UInt8], _ kind: git_object_t) throws(Problem) {
    var oid = git_oid()
    let status = bytes.withUnsafeBytes {
      git_odb_write(&oid, objects.pointer, $0.baseAddress, $0.count, kind)
    }
    try check(status, "write an object")
  }
}

private func requireMessage(_ message: String, of what: String) throws(Problem) {
  if !isCString(message) { throw Problem(.badData, "a \(what) message with a NUL in it") }
}
