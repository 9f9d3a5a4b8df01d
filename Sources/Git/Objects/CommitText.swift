import Release

/// The bytes of a commit object as values. Nil when they are not a commit.
func commit(_ id: ObjectID, in text: Span<UInt8>) -> Commit? {
  if let converted = utf8Text(ofCommit: text) { return commit(id, inUTF8: converted.span) }
  return commit(id, inUTF8: text)
}

private func commit(_ id: ObjectID, inUTF8 text: Span<UInt8>) -> Commit? {
  guard let (tree, parents, reader) = links(in: text) else { return nil }
  var headers = reader
  guard let author = headers.seek("author", in: text),
    let committer = headers.seek("committer", in: text)
  else { return nil }
  return Commit(
    id: id, tree: tree, parents: parents, author: ident(author, in: text),
    committer: ident(committer, in: text), message: string(headers.body(in: text), in: text))
}

/// As much of a commit as there is; nil when the bytes do not even say what it follows.
func lineCommit(_ id: ObjectID, in text: Span<UInt8>) -> LineCommit? {
  guard let (_, parents, _) = links(in: text) else { return nil }
  return LineCommit(id: id, parents: parents, commit: commit(id, in: text))
}

/// A commit as a search finds it: who wrote it, and what the message says.
public struct FoundCommit: Hashable, Sendable {
  public let id: ObjectID
  public let author: Ident
  public let isMerge: Bool
  /// Perhaps not UTF-8.
  public let message: [UInt8]

  /// Nil when the bytes are not a commit.
  init?(_ id: ObjectID, in text: Span<UInt8>) {
    if let converted = utf8Text(ofCommit: text) {
      self.init(id, inUTF8: converted.span)
    } else {
      self.init(id, inUTF8: text)
    }
  }

  private init?(_ id: ObjectID, inUTF8 text: Span<UInt8>) {
    var reader = HeaderReader()
    guard reader.objectID(of: "tree", in: text) != nil else { return nil }
    var parents = 0
    while reader.objectID(of: "parent", in: text) != nil { parents += 1 }
    guard let author = reader.seek("author", in: text) else { return nil }
    self.id = id
    self.author = ident(author, in: text)
    isMerge = parents > 1
    message = text.extracting(reader.body(in: text)).withUnsafeBufferPointer { Array($0) }
  }
}

/// What a walk needs of a commit to find its way.
struct CommitLink {
  var parents: [ObjectID]
  /// The committer's time.
  var seconds: Int

  /// Nil when the bytes are not a commit.
  init?(_ text: Span<UInt8>) {
    guard let (_, parents, reader) = links(in: text) else { return nil }
    var headers = reader
    self.parents = parents
    // As git has it, which takes such a commit in a push.
    seconds = headers.seek("committer", in: text).map { identSeconds($0, in: text) } ?? 0
  }
}

private func links(
  in text: Span<UInt8>
) -> (tree: ObjectID, parents: [ObjectID], rest: HeaderReader)? {
  var reader = HeaderReader()
  guard let tree = reader.objectID(of: "tree", in: text) else { return nil }
  var parents: [ObjectID] = []
  while let parent = reader.objectID(of: "parent", in: text) { parents.append(parent) }
  return (tree, parents, reader)
}

/// The text of a new commit object, exactly as git writes it.
func commitText(
  tree: ObjectID, parents: [ObjectID], author: Ident, committer: Ident, message: String
) -> [UInt8] {
  let headers =
    ["tree \(tree)"] + parents.map { "parent \($0)" }
    + ["author \(author.text)", "committer \(committer.text)"]
  return Array((headers.joined(separator: "\n") + "\n\n" + message).utf8)
}
