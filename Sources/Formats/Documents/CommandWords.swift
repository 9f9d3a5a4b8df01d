// A step's command line is split as a POSIX shell splits it, and nothing more happens to it: no
// shell runs. So what would mean something to a shell is refused instead of handed on as a word.
import Release

/// Splits a command line at its blanks, with single quotes, double quotes and backslashes as a
/// shell has them (POSIX.1-2024, XCU 2.2); wildcards, `~` and `#` are ordinary text.
struct CommandWords {
  private(set) var words: [String] = []
  private var word: String?
  private var quote: Unicode.Scalar?
  private var isEscaped = false

  /// - Parameter node: the text, for the place of a message too.
  static func read(_ node: YAMLNode) throws(Problem) -> [String] {
    var split = Self()
    for scalar in try node.line().unicodeScalars {
      guard split.add(scalar) else {
        throw node.fail(
          "\(quoted(String(scalar))) needs quotes or a backslash, since no shell runs this: "
            + "put what needs one into a script")
      }
    }
    guard split.quote == nil, !split.isEscaped else {
      throw node.fail("a quote is not closed, or a backslash stands at the end")
    }
    split.endWord()
    return split.words
  }

  /// - Returns: false for what only a shell could do.
  private mutating func add(_ scalar: Unicode.Scalar) -> Bool {
    if isEscaped {
      isEscaped = false
      if quote == "\"", !"\"\\$`".unicodeScalars.contains(scalar) { append("\\") }
      append(scalar)
    } else if scalar == "\\", quote != "'" {
      isEscaped = true
    } else if scalar == quote {
      quote = nil
    } else if quote != "'", "$`".unicodeScalars.contains(scalar) {
      return false
    } else if quote != nil {
      append(scalar)
    } else {
      return addUnquoted(scalar)
    }
    return true
  }

  private mutating func addUnquoted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", "\"":
      quote = scalar
      word = word ?? ""
    case " ", "\t": endWord()
    case "|", "&", ";", "<", ">", "(", ")": return false
    default: append(scalar)
    }
    return true
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    word = (word ?? "") + String(scalar)
  }

  private mutating func endWord() {
    if let word { words.append(word) }
    word = nil
  }
}
