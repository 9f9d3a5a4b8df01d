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
  init(parsing bytes: [UInt8], file: SourceFile) throws(Problem) {
    try Self.checkStart(of: bytes, file: file)
    self = try bytes.withUnsafeBufferPointer { buffer throws(Problem) in
      var parser = try YAMLParser(buffer, file: file)
      return try parser.document()
    }
  }

  /// Refuses a file that is too large, or whose byte order mark would shift every column.
  static func checkStart(of bytes: [UInt8], file: SourceFile) throws(Problem) {
    let start = Mark(file: file)
    guard bytes.count <= maximumBytes else {
      throw start.problem("the file is larger than \(maximumBytes) bytes")
    }
    guard !bytes.starts(with: [0xef, 0xbb, 0xbf]) else {
      throw start.problem("the file begins with a byte order mark; save it as UTF-8 without one")
    }
  }
}

/// Reads libyaml's events into nodes. Owns libyaml's parser.
private struct YAMLParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: SourceFile
  private var nodeCount = 0

  /// - Parameter bytes: must outlive the parser.
  init(_ bytes: UnsafeBufferPointer<UInt8>, file: SourceFile) throws(Problem) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw Problem(.bug, "libyaml could not start")
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    self.parser = parser
    self.bytes = bytes
    self.file = file
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  mutating func document() throws(Problem) -> YAMLNode {
    _ = try next()
    guard try next().kind == .documentStart else {
      return YAMLNode(content: .mapping([]), mark: Mark(file: file), extent: 0..<0)
    }
    let node = try node(next(), depth: 1)
    _ = try next()
    let end = try next()
    guard end.kind == .streamEnd else { throw end.mark.problem("a second document begins here") }
    return node
  }

  private mutating func node(_ event: YAMLEvent, depth: Int) throws(Problem) -> YAMLNode {
    nodeCount += 1
    guard nodeCount <= YAMLNode.maximumNodes else {
      throw event.mark.problem("more than \(YAMLNode.maximumNodes) values")
    }
    guard depth <= YAMLNode.maximumDepth else {
      throw event.mark.problem("nested deeper than \(YAMLNode.maximumDepth) levels")
    }
    return YAMLNode(
      content: try content(event, depth: depth), mark: event.mark, extent: event.extent)
  }

  private mutating func content(
    _ event: YAMLEvent, depth: Int
  ) throws(Problem) -> YAMLNode.Content {
    switch event.kind {
    case .scalar(let text, let isPlain): .scalar(text, isPlain: isPlain)
    case .sequenceStart: .sequence(try items(depth: depth))
    case .mappingStart: .mapping(try members(depth: depth))
    default: throw event.mark.problem("a value is missing here")
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
    // As bytes, since equality of `String` folds forms of Unicode.
    var seen: Set<[UInt8]> = []
    while true {
      let event = try next()
      if event.kind == .mappingEnd { return members }
      guard case .scalar(let key, _) = event.kind else {
        throw event.mark.problem("a key must be text")
      }
      guard seen.insert(Array(key.utf8)).inserted else {
        throw event.mark.problem("the key \(quoted(key)) stands here twice")
      }
      let value = try node(next(), depth: depth + 1)
      members.append(.init(key: key, keyMark: event.mark, value: value))
    }
  }

  private mutating func next() throws(Problem) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    return try YAMLEvent(event, file: file)
  }

  private func failure() -> Problem {
    let state = parser.pointee
    let what = state.problem.map { String(cString: $0) } ?? "this cannot be read"
    if state.error == YAML_READER_ERROR {
      return mark(atByte: state.problem_offset).problem(what)
    }
    let context = state.context.map { " " + String(cString: $0) } ?? ""
    return Mark(state.problem_mark, file: file).problem(what + context)
  }

  /// The place of a byte that is no text, which libyaml gives as an offset only.
  private func mark(atByte offset: Int) -> Mark {
    let lines = bytes.prefix(offset).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let before = lines.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
    return Mark(file: file, line: lines.count, column: before.unicodeScalars.count + 1)
  }
}
