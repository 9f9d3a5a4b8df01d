/// `Token: value` or `Token #value` at the end of a message; the value may go on over lines.
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
  /// The footers of a message's end. A line that starts none goes on with the one before it, unless
  /// the next commit of a squash starts there.
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
      if let start = FooterStart(bytes[line]) {
        close()
        open = (start.token, start.value)
      } else if isTrailerWithoutToken(bytes[line])
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

/// The line with which a footer starts, as places in the message.
struct FooterStart {
  let token: Range<Int>
  let value: Range<Int>
  let isBreaking: Bool

  init?(_ line: ArraySlice<UInt8>) {
    var end = line.startIndex
    while end < line.endIndex, isAlphanumeric(line[end]) || line[end] == UInt8(ascii: "-") {
      end += 1
    }
    guard end > line.startIndex else { return nil }
    if line[..<end].isEqual(to: "BREAKING") {
      let rest = " CHANGE"
      guard line[end...].begins(with: rest) else { return nil }
      end += rest.utf8.count
      isBreaking = true
    } else {
      isBreaking = line[..<end].isEqual(to: "BREAKING-CHANGE")
    }
    guard let value = Self.value(line[end...], mayBeEmpty: isBreaking) else { return nil }
    token = line.startIndex..<end
    self.value = value
  }

  /// What follows `: ` or ` #`; empty only where the text may start on the next line.
  private static func value(_ rest: ArraySlice<UInt8>, mayBeEmpty: Bool) -> Range<Int>? {
    if rest.first == UInt8(ascii: ":") {
      let value = rest.dropFirst()
      if let next = value.first, !isBlank(next) { return nil }
      return mayBeEmpty || !value.allSatisfy(isBlank) ? value.indices : nil
    }
    let value = rest.dropFirst(2)
    return rest.begins(with: " #") && !value.allSatisfy(isBlank) ? value.indices : nil
  }
}

/// `(cherry picked from commit …)`, which Git counts as a trailer, and GitLab's last line.
func isTrailerWithoutToken(_ line: ArraySlice<UInt8>) -> Bool {
  line.begins(with: "(cherry picked from commit ") || line.begins(with: "See merge request ")
}
