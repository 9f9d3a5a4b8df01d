/// `type(scope)!: subject`, the first line of a conventional message (Conventional Commits 1.0.0,
/// items 1 to 5 and 13).
struct ConventionalHeader {
  let type: String
  let scope: String?
  let isBreaking: Bool
  let subject: String

  init?(_ line: ArraySlice<UInt8>) {
    guard let first = line.first, isAlphanumeric(first) else { return nil }
    var rest = line.drop {
      isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    let typeEnd = rest.startIndex
    var scope: ArraySlice<UInt8>?
    if rest.first == UInt8(ascii: "(") {
      let inner = rest.dropFirst().prefix { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")") }
      rest = rest[inner.endIndex...]
      guard rest.first == UInt8(ascii: ")"), !inner.allSatisfy(isBlank) else { return nil }
      rest = rest.dropFirst()
      scope = inner
    }
    let isBreaking = rest.first == UInt8(ascii: "!")
    if isBreaking { rest = rest.dropFirst() }
    guard rest.begins(with: ": ") else { return nil }
    let subject = trimmedText(rest.dropFirst(2))
    guard !subject.isEmpty else { return nil }
    type = String(decoding: line[..<typeEnd].map(lowercased), as: UTF8.self)
    self.scope = scope.map(trimmedText)
    self.isBreaking = isBreaking
    self.subject = subject
  }
}
