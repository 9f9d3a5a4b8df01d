import Release

extension Change {
  /// Reads a ticket: YAML between two lines `---`, then Markdown whose headings are the sections.
  ///
  /// A heading that is no section's belongs to the section above it; HTML comments, the questions
  /// that a new ticket asks, are no content.
  ///
  /// - Throws: `.configuration`, with file, line and column.
  public static func parse(id: String, _ bytes: [UInt8], file: String) throws(Problem) -> Change {
    let start = Mark(file: file, line: 1, column: 1, offset: 0)
    guard isName(id) else { throw start.problem("\(quoted(id)) is no name: \(nameRule)") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw start.problem("the file is not UTF-8")
    }
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw start.problem("a ticket begins with its fields between two lines ---")
    }
    // The opening line stays, as an empty one, so that the lines of a message are those of the
    // file.
    let front = "\n" + lines[1..<end].joined(separator: "\n")
    var root = try YAMLMapping(YAMLNode(parsing: Array(front.utf8), file: file), "a ticket")
    var change = Change(id: id, title: try root.required("title").line())
    try change.readFields(&root)
    try root.end()
    change.sections = sections(in: lines[(end + 1)...])
    return change
  }

  private mutating func readFields(_ root: inout YAMLMapping) throws(Problem) {
    risk = try root.optional("risk")?.choice(Risk.self) ?? risk
    assignee = try root.optional("assignee")?.line()
    validator = try root.optional("validator")?.line()
    schedule = try root.optional("schedule")?.line()
    strategy = try root.optional("strategy")?.choice(Strategy.self) ?? strategy
    toggle = try root.optional("toggle")?.line()
    model = try root.optional("model")?.name()
    links = try root.optional("links")?.list { node throws(Problem) in try node.line() } ?? []
    paths = try root.optional("paths")?.list(glob) ?? []
  }

  private static func sections(in lines: ArraySlice<Substring>) -> [Section: String] {
    var texts: [Section: [Substring]] = [:]
    var current: Section?
    for line in withoutComments(lines) {
      if let section = section(heading: line) {
        current = section
      } else if let current {
        texts[current, default: []].append(line)
      }
    }
    return texts.mapValues(trimmed).filter { !$0.value.isEmpty }
  }

  private static func section(heading line: Substring) -> Section? {
    let marks = line.prefix { $0 == "#" }
    guard (1...3).contains(marks.count), line.dropFirst(marks.count).first == " " else {
      return nil
    }
    let words = line.dropFirst(marks.count).split { $0.isWhitespace }
    return words.count == 1 ? Section(rawValue: words[0].lowercased()) : nil
  }

  private static func withoutComments(_ lines: ArraySlice<Substring>) -> [Substring] {
    var result = ""
    var rest = lines.joined(separator: "\n")[...]
    while let open = rest.firstRange(of: "<!--") {
      result += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstRange(of: "-->") else {
        rest = ""
        break
      }
      rest = rest[close.upperBound...]
    }
    return (result + rest).split(separator: "\n", omittingEmptySubsequences: false)
      .map { Substring(String($0)) }
  }

  private static func trimmed(_ lines: [Substring]) -> String {
    let isBlank: (Substring) -> Bool = { $0.allSatisfy(\.isWhitespace) }
    let rest = lines.drop(while: isBlank)
    let end = rest.lastIndex { !isBlank($0) } ?? rest.startIndex - 1
    return rest.isEmpty ? "" : rest[...end].joined(separator: "\n")
  }
}
