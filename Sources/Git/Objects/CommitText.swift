import Release

/// The bytes of a commit object as values. Nil when they are not a commit.
func commit(_ id: ObjectID, in text: Span<UInt8>) -> Commit? {
  var reader = HeaderReader()
  guard let tree = reader.objectID(of: "tree", in: text) else { return nil }
  var parents: [ObjectID] = []
  while let parent = reader.objectID(of: "parent", in: text) { parents.append(parent) }
  guard let author = reader.seek("author", in: text),
    let committer = reader.seek("committer", in: text)
  else { return nil }
  let body = reader.body(in: text)
  return Commit(
    id: id, tree: tree, parents: parents, author: ident(author, in: text),
    committer: ident(committer, in: text), message: string(body, in: text))
}

/// What a walk needs of a commit to find its way.
struct CommitLink {
  var parents: [ObjectID]
  /// The committer's time.
  var seconds: Int

  /// Nil when the bytes are not a commit.
  init?(_ text: Span<UInt8>) {
    var reader = HeaderReader()
    guard reader.objectID(of: "tree", in: text) != nil else { return nil }
    parents = []
    while let parent = reader.objectID(of: "parent", in: text) { parents.append(parent) }
    guard let committer = reader.seek("committer", in: text) else { return nil }
    seconds = identSeconds(committer, in: text)
  }
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
