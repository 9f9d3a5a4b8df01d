/// The files of which no other file uses any name.
///
/// A file is also alive when it makes a type conform to a protocol, which no name shows.
func findDeadFiles(_ files: [SwiftText]) -> [Finding] {
  var usersOfWord: [Substring: Int] = [:]
  for word in files.flatMap(\.words) { usersOfWord[word, default: 0] += 1 }
  return files.compactMap { file in
    let isAlive = declaredNames(file).contains { $0 == ":" || usersOfWord[$0, default: 0] > 1 }
    return isAlive
      ? nil : Finding(path: file.path, line: 1, rule: "no other file uses a name of this one")
  }
}

/// The names at a file's top level, those inside its extensions, the extended type for an
/// initialiser, and ":" for a conformance.
private func declaredNames(_ file: SwiftText) -> Set<Substring> {
  var names: Set<Substring> = []
  var depth = 0
  var extended: Substring?
  for line in file.code {
    let words = line.split { !isWord($0) }
    if depth == 0 { extended = words.word(after: ["extension"]) }
    if depth == 0, extended != nil, line.contains(":") { names.insert(":") }
    if depth == 0 || (depth == 1 && extended != nil) {
      if let name = words.word(after: declarations) { names.insert(name) }
      if let extended, words.contains("init") { names.insert(extended) }
    }
    depth += line.count { $0 == "{" } - line.count { $0 == "}" }
  }
  return names
}

private let declarations: Set<Substring> = [
  "struct", "class", "enum", "protocol", "actor", "func", "let", "var", "typealias", "case",
]

extension [Substring] {
  fileprivate func word(after keywords: Set<Substring>) -> Substring? {
    guard let index = firstIndex(where: keywords.contains), index + 1 < count else { return nil }
    return self[index + 1]
  }
}
