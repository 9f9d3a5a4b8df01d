extension Message {
  /// One of the changes that a squashed commit lists below its title.
  public struct Entry: Hashable, Sendable, Encodable {
    public let type: String
    public let scope: String?
    public let subject: String
    public let isBreaking: Bool

    enum CodingKeys: String, CodingKey {
      case type, scope, subject
      case isBreaking = "breaking"
    }

    /// Every key is always there; what is unknown is null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(type, forKey: .type)
      try container.encode(scope, forKey: .scope)
      try container.encode(subject, forKey: .subject)
      try container.encode(isBreaking, forKey: .isBreaking)
    }
  }

  /// The conventional titles in the body of a squashed commit: as bullets, which is how forges list
  /// squashed commits, or as the indented messages of `git merge --squash`.
  ///
  /// A word before a colon is not necessarily a type, so without a scope or a `!` it must be a
  /// commonly used one.
  static func entries(in body: ArraySlice<UInt8>) -> [Entry] {
    var result: [Entry] = []
    var lines = Lines(body)
    var isAfterHeader = false
    while let range = lines.next() {
      let line = body[range]
      if line.begins(with: "commit "), line.dropFirst(7).allSatisfy(isAlphanumeric) {
        isAfterHeader = true
      } else if isAfterHeader, let title = line.after("    ") {
        isAfterHeader = false
        result += Entry(title).map { [$0] } ?? []
      } else if let title = line.after("* ") ?? line.after("- ") {
        result += Entry(title).map { [$0] } ?? []
      }
    }
    return result
  }

  /// The changes that a forge lists after one with a `BREAKING CHANGE` footer.
  static func entries(amongFooters text: ArraySlice<UInt8>) -> [Entry] {
    var result: [Entry] = []
    var lines = Lines(text)
    while let line = lines.next() { result += Entry(squashed: text[line]).map { [$0] } ?? [] }
    return result
  }
}

extension Message.Entry {
  /// `* fix: subject`, which is how forges begin each commit that they squash.
  init?(squashed line: ArraySlice<UInt8>) {
    guard let title = line.after("* ") else { return nil }
    self.init(title)
  }

  fileprivate init?(_ title: ArraySlice<UInt8>) {
    guard let header = ConventionalHeader(title),
      header.scope != nil || header.isBreaking || Self.commonTypes.contains(header.type)
    else { return nil }
    type = header.type
    scope = header.scope
    subject = header.subject
    isBreaking = header.isBreaking
  }

  private static let commonTypes: Set<String> = [
    "build", "chore", "ci", "db", "deprecate", "docs", "feat", "fix", "perf", "refactor", "remove",
    "revert", "security", "style", "test",
  ]
}
