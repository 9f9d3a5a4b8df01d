import Release

/// A tag object: what it names, by whom and why.
struct TagText {
  var object: ObjectID
  var annotation: Tag.Annotation

  /// Nil when the bytes are not a tag.
  init?(_ text: Span<UInt8>) {
    var reader = HeaderReader()
    guard let object = reader.objectID(of: "object", in: text),
      reader.value(of: "type", in: text) != nil,
      reader.value(of: "tag", in: text) != nil
    else { return nil }
    self.object = object
    let tagger = reader.value(of: "tagger", in: text).map { ident($0, in: text) }
    annotation = .init(tagger: tagger, message: string(reader.body(in: text), in: text))
  }
}

/// The text of a new annotated tag, exactly as git writes it.
func tagText(name: String, commit: ObjectID, tagger: Ident, message: String) -> [UInt8] {
  Array("object \(commit)\ntype commit\ntag \(name)\ntagger \(tagger.text)\n\n\(message)".utf8)
}
