import Release

/// How many entries a folder of notes has before new ones are spread over folders.
private let crowded = 256

extension Repository {
  /// A notes tree with these notes put where it keeps notes already.
  func addTreeOfNotes(
    _ base: ObjectID?, adding notes: [(object: ObjectID, blob: ObjectID)],
    to objects: inout NewObjects
  ) throws(Problem) -> ObjectID {
    let digits = notes.map { (Array($0.object.hex.utf8)[...], $0.blob) }
    return try objects.addTree(placed(digits, in: base, at: ""), over: base, in: self)
  }

  private func placed(
    _ notes: [(digits: ArraySlice<UInt8>, blob: ObjectID)], in tree: ObjectID?, at prefix: String
  ) throws(Problem) -> [TreeFile] {
    let items = try tree.map { id throws(Problem) in try self.items(id) } ?? []
    let files = Set(items.filter { !$0.isDirectory }.map(\.name))
    let folders = Dictionary(
      items.filter(\.isNoteFolder).map { ($0.name, $0.id) }, uniquingKeysWith: { $1 })
    let isSpread = !folders.isEmpty || files.count + notes.count > crowded
    let isHere = { (digits: ArraySlice<UInt8>) in
      files.contains(digits) || !isSpread || digits.count <= 2
    }
    var result = notes.filter { isHere($0.digits) }.map { note in
      TreeFile(path: prefix + String(decoding: note.digits, as: UTF8.self), id: note.blob)
    }
    let below = notes.filter { !isHere($0.digits) }
    for (folder, notes) in Dictionary(grouping: below, by: { $0.digits.prefix(2) }) {
      let inner = notes.map { ($0.digits.dropFirst(2), $0.blob) }
      let path = prefix + String(decoding: folder, as: UTF8.self) + "/"
      result += try placed(inner, in: folders[folder], at: path)
    }
    return result
  }
}
