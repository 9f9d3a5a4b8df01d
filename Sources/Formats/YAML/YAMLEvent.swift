import CYAML
import Release

/// One of libyaml's events, its text copied. What makes a file mean something else than it says is
/// refused here.
struct YAMLEvent {
  enum Kind: Equatable {
    case documentStart, sequenceStart, sequenceEnd, mappingStart, mappingEnd, streamEnd, other
    case scalar(String, isPlain: Bool)
  }

  let kind: Kind
  let mark: Mark
  /// In Unicode scalars from the start of the file.
  let extent: Range<Int>

  init(_ event: yaml_event_t, file: SourceFile) throws(Problem) {
    mark = Mark(event.start_mark, file: file)
    extent = event.start_mark.index..<max(event.start_mark.index, event.end_mark.index)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
    case YAML_MAPPING_END_EVENT: kind = .mappingEnd
    case YAML_STREAM_END_EVENT: kind = .streamEnd
    case YAML_ALIAS_EVENT: throw mark.problem("aliases (*name) are not allowed")
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      try Self.refuse(anchor: data.anchor, tag: data.tag, mark)
      kind = .sequenceStart
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      try Self.refuse(anchor: data.anchor, tag: data.tag, mark)
      kind = .mappingStart
    case YAML_SCALAR_EVENT:
      let data = event.data.scalar
      try Self.refuse(anchor: data.anchor, tag: data.tag, mark)
      let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
      kind = .scalar(
        try Self.text(bytes, mark), isPlain: data.style == YAML_PLAIN_SCALAR_STYLE)
    default: kind = .other
    }
  }

  /// The text of a scalar, in which an escape such as `\e` may have put what the file may not hold.
  private static func text(
    _ bytes: UnsafeBufferPointer<UInt8>, _ mark: Mark
  ) throws(Problem) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0a: continue
      case ..<0x20, 0x7f..<0xa0: throw mark.problem("control characters are not allowed")
      default: continue
      }
    }
    return text
  }

  private static func refuse(
    anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, _ mark: Mark
  ) throws(Problem) {
    if anchor != nil { throw mark.problem("anchors (&name) are not allowed") }
    if tag != nil { throw mark.problem("tags (!name) are not allowed") }
  }
}

extension Mark {
  init(_ mark: yaml_mark_t, file: SourceFile) {
    self.init(file: file, line: mark.line + 1, column: mark.column + 1)
  }
}
