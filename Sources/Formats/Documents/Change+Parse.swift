import Release

extension Change {
  /// Reads a ticket: YAML between two lines `---`, then Markdown whose headings are the sections.
  ///
  /// - Throws: `.configuration`, with file, line and column.
  public static func parse(id: String, _ bytes: [UInt8], file: SourceFile) throws(Problem) -> Change
  {
    let start = Mark(file: file)
    guard isName(id) else { throw start.problem("\(quoted(id)) is no name: \(nameRule)") }
    try YAMLNode.checkStart(of: bytes, file: file)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw start.problem("the file is not UTF-8")
    }
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw start.problem("a ticket begins with its fields between two lines ---")
    }
    // Its first line is left empty, so that a message names the lines of the file.
    let front = "\n" + lines[1..<end].joined(separator: "\n")
    var root = try YAMLMapping(YAMLNode(parsing: Array(front.utf8), file: file), "a ticket")
    var change = Change(id: id, title: try root.required("title").line())
    try change.readFields(&root)
    try root.end()
    let body = TicketBody(lines[(end + 1)...])
    if let (line, heading, section) = body.misspelt {
      throw Mark(file: file, line: end + 2 + line, column: 4).problem(
        "there is no section \(quoted(heading)); did you mean \(quoted(section))?")
    }
    change.sections = body.sections
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
}
