/// `Token: value` or `Token #value` at the end of a message; the value may span several lines.
public struct Footer: Hashable, Sendable {
  public var token: String
  public var value: String

  public init(_ token: String, _ value: String) {
    self.token = token
    self.value = value
  }

  /// Whether it announces a breaking change (Conventional Commits 1.0.0, items 11, 12 and 16).
  public var isBreaking: Bool { token == "BREAKING CHANGE" || token == "BREAKING-CHANGE" }

  /// Tokens are compared without regard to the case of ASCII letters.
  public func isNamed(_ other: String) -> Bool {
    token.utf8.count == other.utf8.count
      && zip(token.utf8, other.utf8).allSatisfy { lowercased($0) == lowercased($1) }
  }
}

extension Footer {
  /// The footers at the end of a message. A line that starts none continues the one before it,
  /// unless the next commit of a squash starts there.
  static func all(in bytes: ArraySlice<UInt8>) -> [Footer] {
    var result: [Footer] = []
    var open: (token: Range<Int>, value: Range<Int>)?
    func close() {
      guard let open else { return }
      let token = String(decoding: bytes[open.token], as: UTF8.self)
      result.append(Footer(token, trimmedText(bytes[open.value])))
    }
    var lines = Lines(bytes)
    while let line = lines.next() {
      if let start = FooterStart(bytes[line].span) {
        close()
        let value = line.lowerBound + start.value
        open = (line.lowerBound..<line.lowerBound + start.tokenEnd, value..<line.upperBound)
      } else if isTrailerWithoutToken(bytes[line].span)
        || Message.Entry(squashed: bytes[line]) != nil
      {
        close()
        open = nil
      } else if let before = open {
        open = (before.token, before.value.lowerBound..<line.upperBound)
      }
    }
    close()
    return result
  }
}

/// The first line of a footer.
struct FooterStart {
  /// Where its token ends, and where its value starts, counted from the start of the line.
  let tokenEnd: Int
  let value: Int
  let isBreaking: Bool

  init?(_ line: Span<UInt8>) {
    var end = 0
    while end < line.count, isAlphanumeric(line[end]) || line[end] == UInt8(ascii: "-") {
      end += 1
    }
    guard end > 0, end < line.count else { return nil }
    if end == 8, line.has("BREAKING") {
      guard line.has(" CHANGE", at: end) else { return nil }
      end += 7
      isBreaking = true
    } else {
      isBreaking = end == 15 && line.has("BREAKING-CHANGE")
    }
    guard let value = Self.value(in: line, from: end, mayBeEmpty: isBreaking) else { return nil }
    tokenEnd = end
    self.value = value
  }

  /// The start of what follows `: ` or ` #`; that is empty only where the text may start on the
  /// next line.
  private static func value(in line: Span<UInt8>, from end: Int, mayBeEmpty: Bool) -> Int? {
    if line.has(" #", at: end) { return line.isBlank(from: end + 2) ? nil : end + 2 }
    guard line.has(":", at: end), end + 1 == line.count || isBlank(line[end + 1]) else {
      return nil
    }
    return mayBeEmpty || !line.isBlank(from: end + 1) ? end + 1 : nil
  }
}

/// `(cherry picked from commit …)`, which Git counts as a trailer, and GitLab's last line.
func isTrailerWithoutToken(_ line: Span<UInt8>) -> Bool {
  line.has("(cherry picked from commit ") || line.has("See merge request ")
}
