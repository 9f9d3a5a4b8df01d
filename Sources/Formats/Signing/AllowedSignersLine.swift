import Release

/// Reads one line: `principals options keytype base64 [comment]`.
struct AllowedSignersLine {
  private var rest: ArraySlice<UInt8>
  private let file: SourceFile
  private let number: Int

  init(_ bytes: [UInt8], file: SourceFile, number: Int) {
    rest = bytes[...]
    self.file = file
    self.number = number
  }

  /// Nil for an empty line and a comment.
  mutating func signer() throws(Problem) -> AllowedSigner? {
    guard rest.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 9 }) else {
      throw problem("a control character; lines end with a line feed alone")
    }
    skipSpaces()
    if rest.isEmpty || rest.first == UInt8(ascii: "#") { return nil }
    let principals = try names(in: try field(), what: "principal")
    let options = try options(in: try field())
    guard let namespaces = options.namespaces else { throw problem(Self.namespacesMissing) }
    if let after = options.validAfter, let before = options.validBefore, before <= after {
      throw problem("valid-before is not later than valid-after")
    }
    let key: SSHPublicKey
    do {
      key = try SSHPublicKey(line: String(decoding: rest, as: UTF8.self))
    } catch {
      throw problem(error.message)
    }
    return AllowedSigner(
      person: principals[0], principals: principals, namespaces: namespaces,
      validAfter: options.validAfter,
      validBefore: options.validBefore, key: key, line: number)
  }

  func problem(_ message: String) -> Problem {
    Problem(.configuration, at: Place(file: file, line: number), message)
  }

  private static let namespacesMissing =
    "no namespaces; write namespaces=\"relman\" before the key's type"

  private struct Options {
    var namespaces: [String]?
    var validAfter: Instant?
    var validBefore: Instant?
  }

  /// The bytes up to the next space outside quotes.
  private mutating func field() throws(Problem) -> String {
    var isQuoted = false
    let field = rest.prefix { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return isQuoted || byte != 0x20 && byte != 9
    }
    guard !isQuoted else { throw problem("a quote that is not closed") }
    rest = rest.dropFirst(field.count)
    skipSpaces()
    return String(decoding: field, as: UTF8.self)
  }

  private mutating func skipSpaces() {
    rest = rest.drop { $0 == 0x20 || $0 == 9 }
  }

  /// Comma-separated names, without OpenSSH's patterns.
  private func names(in list: String, what: String) throws(Problem) -> [String] {
    let names = list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for name in names {
      guard !name.isEmpty, !name.utf8.contains(where: { "*?!\"\\ ".utf8.contains($0) }) else {
        throw problem("\(quoted(name)) is not a plain \(what); patterns are refused")
      }
    }
    return names
  }

  /// Comma-separated `name="value"`; names without regard to case, each at most once.
  private func options(in field: String) throws(Problem) -> Options {
    var options = Options()
    for option in optionTexts(in: field) {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0].lowercased()
      switch name {
      case "cert-authority":
        throw problem("cert-authority is refused: list each signer's own key")
      case "namespaces" where options.namespaces == nil:
        options.namespaces = try names(in: try value(of: parts), what: "namespace")
      case "valid-after" where options.validAfter == nil:
        options.validAfter = try time(try value(of: parts))
      case "valid-before" where options.validBefore == nil:
        options.validBefore = try time(try value(of: parts))
      case "namespaces", "valid-after", "valid-before":
        throw problem("the option \(name) stands here twice")
      default:
        let isOption = field.contains("=")
        throw problem(isOption ? "the option \(quoted(name)) is unknown" : Self.namespacesMissing)
      }
    }
    return options
  }

  private func optionTexts(in field: String) -> [Substring] {
    var isQuoted = false
    return field.split(omittingEmptySubsequences: false) { character in
      if character == "\"" { isQuoted.toggle() }
      return character == "," && !isQuoted
    }
  }

  private func value(of parts: [Substring]) throws(Problem) -> String {
    guard parts.count == 2, parts[1].count >= 2, parts[1].first == "\"", parts[1].last == "\""
    else { throw problem("the option \(parts[0]) needs a value in double quotes") }
    return String(parts[1].dropFirst().dropLast())
  }

  /// `YYYYMMDD[HHMM[SS]][Z]`, in UTC.
  private func time(_ text: String) throws(Problem) -> Instant {
    let digits = (text.hasSuffix("Z") ? text.dropLast() : text[...]).utf8.map { Int($0) - 48 }
    func number(_ range: Range<Int>) -> Int {
      range.reduce(0) { $0 * 10 + ($1 < digits.count ? digits[$1] : 0) }
    }
    let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
    guard [8, 12, 14].contains(digits.count), digits.allSatisfy((0...9).contains),
      let day = Day(year: number(0..<4), month: number(4..<6), day: number(6..<8)),
      hour < 24, minute < 60, second < 60
    else { throw problem("\(quoted(text)) is not a time like 20261121 or 202611210930Z") }
    return Instant(seconds: day.number * 86_400 + hour * 3600 + minute * 60 + second)
  }
}
