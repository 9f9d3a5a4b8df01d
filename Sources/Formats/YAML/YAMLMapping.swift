import Release

/// A mapping that is being read: it knows which keys were asked for, and in the end refuses the
/// others.
struct YAMLMapping {
  private let members: [YAMLNode.Member]
  private var asked: [String] = []
  private let mark: Mark

  /// - Parameter what: what a message calls it, such as `a gate`.
  init(_ node: YAMLNode, _ what: String) throws(Problem) {
    mark = node.mark
    switch node.content {
    case .mapping(let members): self.members = members
    case .scalar where node.isEmpty: members = []
    default: throw node.fail("\(what): expected a mapping, found \(node.kind)")
    }
  }

  /// The value of a key; nil when the key is absent or nothing stands after it.
  mutating func optional(_ key: String) -> YAMLNode? {
    asked.append(key)
    return members.first { $0.key == key && !$0.value.isEmpty }?.value
  }

  mutating func required(_ key: String) throws(Problem) -> YAMLNode {
    if let node = optional(key) { return node }
    if let member = members.first(where: { $0.key == key }) {
      throw member.keyMark.problem("the key \(quoted(key)) has no value")
    }
    // A misspelt key is a better answer than a missing one.
    if let member = members.first(where: { nearest(to: $0.key, among: [key]) != nil }) {
      throw unknown(member)
    }
    throw mark.problem("the key \(quoted(key)) is missing")
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
    for member in members where !asked.contains(member.key) { throw unknown(member) }
  }

  private func unknown(_ member: YAMLNode.Member) -> Problem {
    member.keyMark.problem(
      "unknown key \(quoted(member.key))" + suggestion(for: member.key, among: asked))
  }
}
