import Release

/// A piece of YAML, and where it stands.
struct YAMLNode {
  var content: Content
  var mark: Mark

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
    case .scalar(let text, let isPlain): isPlain && text.isEmpty ? "nothing" : "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Whether nothing stands after the key.
  var isEmpty: Bool {
    if case .scalar("", isPlain: true) = content { return true }
    return false
  }

  /// - Throws: `.configuration`, with file, line and column.
  func fail(_ message: String, hint: String? = nil) -> Problem {
    mark.problem(message, hint: hint)
  }
}

/// A place in a file: line and column, counted from 1.
struct Mark: Hashable, Sendable {
  var file: String
  var line: Int
  var column: Int
  /// Bytes from the start of the file.
  var offset: Int

  func problem(_ message: String, hint: String? = nil) -> Problem {
    Problem(.configuration, "\(file):\(line):\(column): \(message)", hint: hint)
  }
}
