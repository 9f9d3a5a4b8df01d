import CGit2
import Release

extension Repository {
  /// The note on an object; nil when there is none. Where two clones filed it differently, what
  /// each holds, one after the other. A blob that is too large to be a note is left out.
  public func note(on id: ObjectID, in ref: String) throws(Problem) -> [UInt8]? {
    guard let head = try reference(ref) else { return nil }
    let blobs = try noteBlobs(on: id, of: head)
    return blobs.isEmpty ? nil : try joined(blobs)
  }

  /// All notes of a ref, sorted by object; one object may come twice, see `note(on:in:)`.
  public func notes(
    in ref: String
  ) throws(Problem) -> [(object: ObjectID, blob: ObjectID)] {
    guard let head = try reference(ref) else { return [] }
    return try notes(of: head)
  }

  /// As `notes(in:)`, of a notes commit.
  public func notes(of head: ObjectID) throws(Problem) -> [(object: ObjectID, blob: ObjectID)] {
    var result: [(object: ObjectID, blob: ObjectID)] = []
    if let tree = try noteTree(commit(head)) { try collect(tree, [], into: &result) }
    return result.sorted { ($0.object, $0.blob) < ($1.object, $1.blob) }
  }

  /// The blobs of the note on an object in a notes commit: one, or none; more where two clones
  /// filed it differently.
  public func noteBlobs(on id: ObjectID, of head: ObjectID) throws(Problem) -> [ObjectID] {
    try noteBlobs(on: id, in: noteTree(commit(head)))
  }

  func noteBlobs(on id: ObjectID, in tree: ObjectID?) throws(Problem) -> [ObjectID] {
    guard let tree else { return [] }
    return try blobs(of: Array(id.hex.utf8)[...], in: tree)
  }

  /// The text of several notes, each on lines of its own.
  ///
  /// - Throws: `.badData` when together they are larger than eight notes may be.
  public func joined(_ blobs: [ObjectID]) throws(Problem) -> [UInt8] {
    var result: [UInt8] = []
    for blob in blobs {
      guard case .lines(let bytes) = try note(blob) else { continue }
      if let last = result.last, last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
      result += bytes
      guard result.count <= 8 * Self.maximumNoteBytes else {
        throw Problem(.badData, "a note was rewritten so often that it is too large to be read")
      }
    }
    return result
  }

  /// The lines of several notes, each once, sorted by bytes.
  ///
  /// - Throws: as `joined(_:)`.
  public func lines(of blobs: [ObjectID]) throws(Problem) -> [ArraySlice<UInt8>] {
    NoteLines([try joined(blobs)]).lines
  }

  /// Reads a note only where it is small enough to be one.
  func note(_ id: ObjectID) throws(Problem) -> Note {
    let (kind, size) = try header(id)
    guard kind == GIT_OBJECT_BLOB else { return .notAFile }
    return size > Self.maximumNoteBytes ? .tooLarge(bytes: size) : .lines(try blob(id))
  }

  /// The tree of a notes commit; nil where somebody put something else in its place.
  func noteTree(_ commit: Commit) throws(Problem) -> ObjectID? {
    try kind(of: commit.tree) == GIT_OBJECT_TREE ? commit.tree : nil
  }

  /// Git spreads notes over folders of two digits, as deep as it likes.
  private func blobs(
    of digits: ArraySlice<UInt8>, in tree: ObjectID
  ) throws(Problem) -> [ObjectID] {
    var result: [ObjectID] = []
    for item in try items(tree) {
      if item.isDirectory, item.name.count == 2, digits.count > 2, digits.starts(with: item.name) {
        result += try blobs(of: digits.dropFirst(2), in: item.id)
      } else if item.isFile, item.name == digits {
        result.append(item.id)
      }
    }
    return result
  }

  private func collect(
    _ tree: ObjectID, _ prefix: [UInt8], into result: inout [(object: ObjectID, blob: ObjectID)]
  ) throws(Problem) {
    for item in try items(tree) {
      let digits = prefix + item.name
      if item.isNoteFolder, digits.count < 40 {
        try collect(item.id, digits, into: &result)
      } else if item.isFile, let object = object(digits) {
        result.append((object, item.id))
      }
    }
  }
}

extension TreeItem {
  /// A folder that notes are spread over; anything else in a notes tree is left alone.
  var isNoteFolder: Bool { isDirectory && name.count == 2 && name.allSatisfy(isDigit) }

  /// Not a folder, nor another repository's commit.
  fileprivate var isFile: Bool { !isDirectory && kind != .file(.submodule) }
}

/// Whether notes are spread over a folder at this path of a notes tree.
func isFolderOfNotes(_ path: [UInt8]) -> Bool {
  let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  return parts.count < 20 && parts.allSatisfy { $0.count == 2 && $0.allSatisfy(isDigit) }
}

/// The object that a note at this path of a notes tree is on.
func noteObject(_ path: [UInt8]) -> ObjectID? {
  let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  guard parts.dropLast().allSatisfy({ $0.count == 2 }) else { return nil }
  return object(Array(parts.joined()))
}

private func object(_ digits: [UInt8]) -> ObjectID? {
  guard digits.count == 40, digits.allSatisfy(isDigit) else { return nil }
  return ObjectID(hex: String(decoding: digits, as: UTF8.self))
}

private func isDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
  default: false
  }
}
