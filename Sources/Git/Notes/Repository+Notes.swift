import Release

extension Repository {
  /// The note on an object; nil when there is none. Where two clones filed it differently, what
  /// each holds, one after the other.
  public func note(on id: ObjectID, in ref: String) throws(Problem) -> [UInt8]? {
    guard let head = try reference(ref) else { return nil }
    let found = try blobs(of: Array(id.hex.utf8)[...], in: commit(head).tree)
    return found.isEmpty ? nil : try joined(found)
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
    try collect(try commit(head).tree, [], into: &result)
    return result.sorted { $0.object < $1.object }
  }

  /// The text of several blobs, each on lines of its own.
  func joined(_ blobs: [ObjectID]) throws(Problem) -> [UInt8] {
    var result: [UInt8] = []
    for blob in blobs {
      if let last = result.last, last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
      result += try self.blob(blob)
    }
    return result
  }

  /// Git spreads notes over folders of two digits, as deep as it likes.
  func blobs(
    of digits: ArraySlice<UInt8>, in tree: ObjectID
  ) throws(Problem) -> [ObjectID] {
    var result: [ObjectID] = []
    for item in try items(tree) {
      if item.isDirectory, item.name.count == 2, digits.count > 2, digits.starts(with: item.name) {
        result += try blobs(of: digits.dropFirst(2), in: item.id)
      } else if !item.isDirectory, item.name == digits {
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
      } else if !item.isDirectory,
        let object = ObjectID(hex: String(decoding: digits, as: UTF8.self))
      {
        result.append((object, item.id))
      }
    }
  }
}

extension TreeItem {
  /// A folder that notes are spread over; anything else in a notes tree is left alone.
  var isNoteFolder: Bool { isDirectory && name.count == 2 && name.allSatisfy(isDigit) }
}

private func isDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
  default: false
  }
}
