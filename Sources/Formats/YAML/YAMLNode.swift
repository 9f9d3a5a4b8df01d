import Release

/// A piece of YAML, and where it stands.
struct YAMLNode {
  var content: Content
  var mark: Mark
  /// Where it is written, in Unicode scalars from the start of the file.
  var extent: Range<Int>

  enum Content {
    /// `isPlain`: written without quotes, and not as a block.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Member])
  }

  struct Member {
    var key: String
    var keyMark: Mark
    var value: YAMLNode
  }

  /// What a message calls it.
  var kind: String {
    switch content {
    case .scalar: isEmpty ? "nothing" : "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Whether it says that there is nothing: no text, `~` or `null`, without quotes.
  var isEmpty: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null"].contains(text)
  }

  /// A problem of the kind `.configuration`, with file, line and column.
  func fail(_ message: String) -> Problem { mark.problem(message) }
}

/// A place in a file: line and column, counted from 1.
struct Mark: Hashable, Sendable {
  var file: SourceFile
  var line = 1
  var column = 1

  func problem(_ message: String) -> Problem {
    Problem(.configuration, at: Place(file: file, line: line, column: column), message)
  }
}
