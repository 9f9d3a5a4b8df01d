// YAML 1.1 as libyaml reads it, without what makes a configuration mean something else than it
// says: anchors, aliases, tags, duplicate keys, several documents. All of it bounded.
import CYAML
import Release

extension YAMLNode {
  static let maximumBytes = 1 << 20
  static let maximumDepth = 32
  static let maximumNodes = 10_000

  /// Parses one document; an empty file is an empty mapping.
  ///
  /// - Throws: `.configuration`, with file, line and column.
  init(parsing bytes: [UInt8], file: String) throws(Problem) {
    let start = Mark(file: file, line: 1, column: 1, offset: 0)
    guard bytes.count <= Self.maximumBytes else {
      throw start.problem("the file is larger than \(Self.maximumBytes) bytes")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw start.problem("the file is not UTF-8")
    }
    self = try withEvents(of: bytes, file: file) { reader throws(Problem) in
      try reader.document()
    }
  }
}

/// Lends the bytes to a libyaml parser for as long as `body` runs.
private func withEvents(
  of bytes: [UInt8], file: String, _ body: (inout EventReader) throws(Problem) -> YAMLNode
) throws(Problem) -> YAMLNode {
  let result = bytes.withUnsafeBufferPointer { buffer -> Result<YAMLNode, Problem> in
    do throws(Problem) {
      var reader = try EventReader(buffer, file: file)
      return .success(try body(&reader))
    } catch {
      return .failure(error)
    }
  }
  return try result.get()
}

/// Reads libyaml's events into nodes. Owns the parser.
private struct EventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let file: String
  private var nodeCount = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(Problem) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw Problem(.bug, "libyaml could not start")
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    self.parser = parser
    self.file = file
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  mutating func document() throws(Problem) -> YAMLNode {
    _ = try next()
    guard try next().kind == .documentStart else {
      let mark = Mark(file: file, line: 1, column: 1, offset: 0)
      return YAMLNode(content: .mapping([]), mark: mark)
    }
    let node = try node(next(), depth: 1)
    _ = try next()
    let end = try next()
    guard end.kind == .streamEnd else { throw end.mark.problem("a second document begins here") }
    return node
  }

  private mutating func node(_ event: Event, depth: Int) throws(Problem) -> YAMLNode {
    nodeCount += 1
    guard nodeCount <= YAMLNode.maximumNodes else {
      throw event.mark.problem("more than \(YAMLNode.maximumNodes) values")
    }
    guard depth <= YAMLNode.maximumDepth else {
      throw event.mark.problem("nested deeper than \(YAMLNode.maximumDepth) levels")
    }
    switch event.kind {
    case .scalar(let text, let isPlain):
      return YAMLNode(content: .scalar(text, isPlain: isPlain), mark: event.mark)
    case .sequenceStart:
      return YAMLNode(content: .sequence(try items(depth: depth)), mark: event.mark)
    case .mappingStart:
      return YAMLNode(content: .mapping(try members(depth: depth)), mark: event.mark)
    default:
      throw event.mark.problem("a value is missing here")
    }
  }

  private mutating func items(depth: Int) throws(Problem) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let event = try next()
      if event.kind == .sequenceEnd { return items }
      items.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func members(depth: Int) throws(Problem) -> [YAMLNode.Member] {
    var members: [YAMLNode.Member] = []
    var seen: Set<Path> = []
    while true {
      let event = try next()
      if event.kind == .mappingEnd { return members }
      guard case .scalar(let key, _) = event.kind else {
        throw event.mark.problem("a key must be text")
      }
      guard seen.insert(Path(key)).inserted else {
        throw event.mark.problem("the key \(quoted(key)) stands here twice")
      }
      let value = try node(next(), depth: depth + 1)
      members.append(.init(key: key, keyMark: event.mark, value: value))
    }
  }

  private mutating func next() throws(Problem) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxProblem() }
    defer { yaml_event_delete(&event) }
    return try Event(event, file: file)
  }

  private func syntaxProblem() -> Problem {
    let state = parser.pointee
    let what = state.problem.map { String(cString: $0) } ?? "this cannot be read"
    let context = state.context.map { " " + String(cString: $0) } ?? ""
    guard state.error != YAML_READER_ERROR else {
      let mark = Mark(file: file, line: 1, column: 1, offset: 0)
      return mark.problem("\(what) at byte \(state.problem_offset)")
    }
    return Mark(state.problem_mark, file: file).problem(what + context)
  }
}

/// One of libyaml's events, its text copied.
private struct Event {
  enum Kind: Equatable {
    case documentStart, sequenceStart, sequenceEnd, mappingStart, mappingEnd, streamEnd, other
    case scalar(String, isPlain: Bool)
  }

  let kind: Kind
  let mark: Mark

  init(_ event: yaml_event_t, file: String) throws(Problem) {
    mark = Mark(event.start_mark, file: file)
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
      kind = try Self.scalar(data.value, data.length, data.style, mark)
    default: kind = .other
    }
  }

  private static func scalar(
    _ value: UnsafeMutablePointer<UInt8>?, _ length: Int, _ style: yaml_scalar_style_t, _ mark: Mark
  ) throws(Problem) -> Kind {
    let bytes = UnsafeBufferPointer(start: value, count: length)
    let text = String(decoding: bytes, as: UTF8.self)
    let isClean = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x0a || $0 == 0x09 }
    guard isClean else { throw mark.problem("control characters are not allowed") }
    return .scalar(text, isPlain: style == YAML_PLAIN_SCALAR_STYLE)
  }

  private static func refuse(
    anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, _ mark: Mark
  ) throws(Problem) {
    if anchor != nil { throw mark.problem("anchors (&name) are not allowed") }
    if tag != nil { throw mark.problem("tags (!name) are not allowed") }
  }
}

extension Mark {
  fileprivate init(_ mark: yaml_mark_t, file: String) {
    self.init(
      file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1, offset: Int(mark.index))
  }
}
