import Release

/// A mapping that is being read: it knows which keys were asked for, and in the end refuses the
/// others.
struct YAMLMapping {
  private let members: [YAMLNode.Member]
  private var asked: [String] = []
  let mark: Mark

  /// - Parameter what: what a message calls it, such as `a gate`.
  init(_ node: YAMLNode, _ what: String) throws(Problem) {
    mark = node.mark
    switch node.content {
    case .mapping(let members): self.members = members
    case .scalar where node.isEmpty: members = []
    default: throw node.fail("\(what) is a mapping, and this is \(node.kind)")
    }
  }

  /// The value of a key; nil when the key is absent or nothing stands after it.
  mutating func optional(_ key: String) -> YAMLNode? {
    asked.append(key)
    return members.first { $0.key == key && !$0.value.isEmpty }?.value
  }

  mutating func required(_ key: String) throws(Problem) -> YAMLNode {
    guard let node = optional(key) else { throw mark.problem("the key \(quoted(key)) is missing") }
    return node
  }

  /// The keys and values of a mapping whose keys are names.
  mutating func entries() throws(Problem) -> [YAMLNode.Member] {
    for member in members where !isName(member.key) {
      throw member.keyMark.problem("\(quoted(member.key)) is no name: \(nameRule)")
    }
    asked += members.map(\.key)
    return members
  }

  /// Refuses a key that a later version will know, since to ignore it would be worse.
  mutating func refuse(_ key: String, because reason: String) throws(Problem) {
    asked.append(key)
    guard let member = members.first(where: { $0.key == key }) else { return }
    throw member.keyMark.problem("\(quoted(key)) \(reason)")
  }

  /// Refuses keys that nobody asked for.
  func end() throws(Problem) {
    for member in members where !asked.contains(member.key) {
      throw member.keyMark.problem(
        "unknown key \(quoted(member.key))" + suggestion(for: member.key, among: asked))
    }
  }
}

extension YAMLNode {
  func text() throws(Problem) -> String {
    guard case .scalar(let text, _) = content, !isEmpty else {
      throw fail("expected text, found \(kind)")
    }
    return text
  }

  /// Text without a line break.
  func line() throws(Problem) -> String {
    let text = try text()
    guard !text.utf8.contains(0x0a) else { throw fail("expected one line of text") }
    return text
  }

  func name() throws(Problem) -> String {
    let text = try text()
    guard isName(text) else { throw fail("\(quoted(text)) is no name: \(nameRule)") }
    return text
  }

  func integer(in range: ClosedRange<Int>) throws(Problem) -> Int {
    guard case .scalar(let text, isPlain: true) = content, let number = Int(text),
      range.contains(number)
    else { throw fail("expected a whole number from \(range.lowerBound) to \(range.upperBound)") }
    return number
  }

  func list() throws(Problem) -> [YAMLNode] {
    guard case .sequence(let items) = content else { throw fail("expected a list, found \(kind)") }
    return items
  }

  func list<Item>(_ read: (YAMLNode) throws(Problem) -> Item) throws(Problem) -> [Item] {
    var result: [Item] = []
    for node in try list() { result.append(try read(node)) }
    return result
  }

  func choice<Value: RawRepresentable & CaseIterable>(
    _ type: Value.Type
  ) throws(Problem) -> Value where Value.RawValue == String {
    let text = try text()
    if let value = Value(rawValue: text) { return value }
    let known = Value.allCases.map(\.rawValue)
    throw fail(
      "\(quoted(text)) is not one of \(known.joined(separator: ", "))"
        + suggestion(for: text, among: known))
  }

  /// `90s`, `5m`, `24h` or `7d`, in seconds; at most ten years.
  func seconds() throws(Problem) -> Int {
    let units = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    return try quantity(units, limit: 315_360_000, expected: "a time such as 90s, 5m, 24h or 7d")
  }

  /// `512KiB`, `8MiB` or a plain count, in bytes; at most 1 GiB.
  func byteCount() throws(Problem) -> Int {
    let units = ["": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30]
    return try quantity(units, limit: 1 << 30, expected: "a size such as 512KiB or 8MiB")
  }

  private func quantity(
    _ units: [String: Int], limit: Int, expected: String
  ) throws(Problem) -> Int {
    let text = try text()
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), let unit = units[String(text.dropFirst(digits.count))],
      count <= limit / unit
    else { throw fail("expected \(expected), found \(quoted(text))") }
    return count * unit
  }
}
