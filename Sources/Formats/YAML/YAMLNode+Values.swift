// What a node is taken for is decided by who reads it, never by how its text looks.
import Release

extension YAMLNode {
  func text() throws(Problem) -> String {
    guard case .scalar(let text, _) = content, !isEmpty else {
      throw fail("expected text, found \(kind)")
    }
    return text
  }

  /// Text that is not blank, without a line break.
  func line() throws(Problem) -> String {
    let text = try text()
    guard !text.utf8.contains(UInt8(ascii: "\n")), !text.allSatisfy(\.isWhitespace) else {
      throw fail("expected one line of text")
    }
    return text
  }

  func name() throws(Problem) -> String {
    let text = try text()
    guard isName(text) else { throw fail("\(quoted(text)) is no name: \(nameRule)") }
    return text
  }

  /// A whole number, written without quotes, sign or leading zeros, which other readers take for
  /// octal.
  func integer(in range: ClosedRange<Int>) throws(Problem) -> Int {
    guard case .scalar(let text, isPlain: true) = content, let number = Int(text),
      String(number) == text, range.contains(number)
    else { throw fail("expected a whole number from \(range.lowerBound) to \(range.upperBound)") }
    return number
  }

  /// Refuses a format that this version of relman cannot read.
  func checkFormatVersion() throws(Problem) {
    guard case .scalar("1", isPlain: true) = content else {
      throw fail("this version of relman reads files that say \"relman: 1\"")
    }
  }

  func list<Item>(_ read: (YAMLNode) throws(Problem) -> Item) throws(Problem) -> [Item] {
    guard case .sequence(let items) = content else { throw fail("expected a list, found \(kind)") }
    var result: [Item] = []
    for item in items { result.append(try read(item)) }
    return result
  }

  /// A list of names, each of them once.
  ///
  /// - Parameters:
  ///   - known: nil lets every name be.
  ///   - what: what a message calls a known one, such as `a role`.
  func names(among known: [String]? = nil, as what: String = "") throws(Problem) -> [String] {
    var seen: Set<String> = []
    return try list { node throws(Problem) in
      let name = try node.name()
      if let known, !known.contains(name) {
        throw node.fail("\(quoted(name)) is not \(what)" + suggestion(for: name, among: known))
      }
      guard seen.insert(name).inserted else { throw node.fail("\(quoted(name)) stands here twice") }
      return name
    }
  }

  /// One of the values that a type has.
  ///
  /// - Parameter later: names of the design that this version does not know yet.
  func choice<Value: RawRepresentable & CaseIterable>(
    _ type: Value.Type, later: [String] = []
  ) throws(Problem) -> Value where Value.RawValue == String {
    let text = try text()
    if let value = Value(rawValue: text) { return value }
    guard !later.contains(String(text.prefix { $0 != "(" })) else {
      throw fail("\(quoted(text)) is not supported by this version of relman")
    }
    let known = Value.allCases.map(\.rawValue)
    throw fail(
      "\(quoted(text)) is not one of \(known.joined(separator: ", "))"
        + suggestion(for: text, among: known))
  }

  /// `90s`, `5m`, `24h` or `7d`, in seconds; at most ten years.
  func seconds(atLeast least: Int = 1) throws(Problem) -> Int {
    try quantity(
      ["s": 1, "m": 60, "h": 3600, "d": 86_400], in: least...3650 * 86_400,
      expected: "a time from \(least)s to 3650d, such as 5m or 24h")
  }

  /// `512KiB`, `8MiB` or a plain count, in bytes; at most 1 GiB.
  func byteCount() throws(Problem) -> Int {
    try quantity(
      ["": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30], in: 1...1 << 30,
      expected: "a size from 1 to 1GiB, such as 512KiB or 8MiB")
  }

  private func quantity(
    _ units: [String: Int], in range: ClosedRange<Int>, expected: String
  ) throws(Problem) -> Int {
    let text = try text()
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), let unit = units[String(text.dropFirst(digits.count))],
      count <= range.upperBound / unit, count * unit >= range.lowerBound
    else { throw fail("expected \(expected), found \(quoted(text))") }
    return count * unit
  }
}
