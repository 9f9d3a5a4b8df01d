import CGit2
import Release

extension Repository {
  /// Throws `.badData` when the object is missing or corrupt.
  public func commit(_ id: ObjectID) throws(Problem) -> Commit {
    try parsed(id, GIT_OBJECT_COMMIT) { Git.commit(id, in: $0) }
  }

  /// The bytes of a file. Throws `.badData` when the object is missing or corrupt.
  public func blob(_ id: ObjectID) throws(Problem) -> [UInt8] {
    try parsed(id, GIT_OBJECT_BLOB) { text in text.withUnsafeBufferPointer { Array($0) } }
  }

  /// The size of a file in bytes, without reading it.
  public func blobSize(_ id: ObjectID) throws(Problem) -> Int {
    let (kind, size) = try header(id)
    guard kind == GIT_OBJECT_BLOB else { throw unreadable(id, "it is not a file") }
    return size
  }

  /// Whether the object is a commit, well-formed, and what it names as its tree is one.
  public func isTreeCommit(_ id: ObjectID) throws(Problem) -> Bool {
    guard try kind(of: id) == GIT_OBJECT_COMMIT else { return false }
    let commit: Commit
    do throws(Problem) {
      commit = try self.commit(id)
    } catch {
      // The object is here; whoever wrote it wrote no commit.
      guard error.kind == .badData else { throw error }
      return false
    }
    return try kind(of: commit.tree) == GIT_OBJECT_TREE
  }

  /// Whether the object is here.
  public func contains(_ id: ObjectID) -> Bool {
    var oid = id.oid
    return git_odb_exists(objects.pointer, &oid) == 1
  }

  /// Reads and parses an object of one kind.
  func parsed<Value>(
    _ id: ObjectID, _ kind: git_object_t, _ parse: (Span<UInt8>) throws(Problem) -> Value?
  ) throws(Problem) -> Value {
    let object = try read(id)
    guard object.kind == kind, let value = try object.withBytes(parse) else {
      throw unreadable(id, "it is not a well-formed \(name(of: kind))")
    }
    return value
  }

  func kind(of id: ObjectID) throws(Problem) -> git_object_t {
    if let kind = packReader.kind(of: id) { return kind }
    return try header(id).kind
  }

  func header(_ id: ObjectID) throws(Problem) -> (kind: git_object_t, size: Int) {
    var (oid, size, kind) = (id.oid, 0, GIT_OBJECT_INVALID)
    let status = git_odb_read_header(&size, &kind, objects.pointer, &oid)
    guard status == 0 else { throw failure(status, id) }
    return (kind, size)
  }

  private func read(_ id: ObjectID) throws(Problem) -> RawObject {
    var oid = id.oid
    var status: Int32 = 0
    do throws(Problem) {
      return RawObject(
        try Handle("read \(id)", release: git_odb_object_free) {
          status = git_odb_read(&$0, objects.pointer, &oid)
          return status
        })
    } catch {
      if isNotFound(status) { throw missing(id) }
      throw unreadable(id, error.message)
    }
  }

  private func failure(_ status: Int32, _ id: ObjectID) -> Problem {
    let reason = Library.failure(status, "read \(id)")
    return isNotFound(status) ? missing(id) : unreadable(id, reason.message)
  }

  private func missing(_ id: ObjectID) -> Problem {
    Problem(.badData, "the object \(id) is missing", hint: whereToLook)
  }

  /// What to do about a missing object.
  var whereToLook: ShellCommand {
    if isShallow { return "git fetch --unshallow" }
    do throws(Problem) {
      return try promisors().first.map { "git fetch --refetch --no-filter \($0)" } ?? "git fsck"
    } catch {
      return "git fsck"
    }
  }

  func name(of kind: git_object_t) -> String {
    git_object_type2string(kind).map { String(cString: $0) } ?? "object"
  }
}

func unreadable(_ id: ObjectID, _ reason: String) -> Problem {
  Problem(.badData, "the object \(id) cannot be used: \(reason)", hint: "git fsck")
}
