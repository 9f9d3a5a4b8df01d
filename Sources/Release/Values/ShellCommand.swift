/// A command to type: a literal whose interpolated parts are each quoted for a POSIX shell, so that
/// a tag named `$(id)` in a hint is a name and no command.
///
///     let hint: ShellCommand = "relman verify \(tag) \(environment)"
public struct ShellCommand: Hashable, Sendable, ExpressibleByStringInterpolation {
  public let text: String

  public init(stringLiteral value: String) { text = value }

  public init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { text += literal }

    public mutating func appendInterpolation(_ word: some CustomStringConvertible) {
      text += shellQuoted(word.description)
    }

    /// What is part of a command already.
    public mutating func appendInterpolation(_ command: ShellCommand) { text += command.text }

    /// What stands between quotes in the literal, or is none of a shell's characters.
    public mutating func appendInterpolation(plain text: String) { self.text += text }
  }
}

extension ShellCommand: CustomStringConvertible {
  public var description: String { text }
}

extension ShellCommand: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// A word as a POSIX shell reads it back; without quotes where it needs none.
public func shellQuoted(_ word: String) -> String {
  let isPlain =
    !word.isEmpty
    && word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "_./:@%+,=-".utf8.contains(byte)
      }
    }
  if isPlain { return word }
  return "'"
    + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
    + "'"
}
