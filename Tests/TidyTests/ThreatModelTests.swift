import Testing

/// The page that lists attacks names tests that there are.
struct ThreatModelTests {
  private let tree: Tree
  private let rows: [Substring]

  init() throws {
    tree = try Tree.shared.get()
    let page = "Sources/relman/Documentation.docc/ThreatModel.md"
    let text = try #require(tree.files.first { $0.path == page })
    rows = text.lines.filter { line in
      line.hasPrefix("| ") && (line.dropFirst(2).first?.isNumber ?? false)
    }
  }

  @Test func sixtyAttacksAtLeastAreListedOneByOne() {
    let numbers = rows.map { $0.dropFirst(2).prefix { $0.isNumber } }
    #expect(numbers.count >= 60)
    #expect(numbers == (1...max(1, numbers.count)).map { Substring("\($0)") })
  }

  @Test func everyTestThatThePageNamesIsThere() {
    let suites = Set(
      tree.swift.filter { $0.path.hasPrefix("Tests/") }
        .map { $0.path.split(separator: "/").last?.dropLast(6) ?? "" })
    let paths = Set(tree.files.map(\.path))
    for row in rows {
      let cell = row.split(separator: "|").last ?? ""
      let names = cell.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
        .map(\.element)
      #expect(!names.isEmpty, "\(row)")
      for name in names {
        let script = "Tests/CommandTests/Scripts/\(name).txt"
        let isThere =
          suites.contains(name) || paths.contains(script) || paths.contains(String(name))
        #expect(isThere, "\(name)")
      }
    }
  }
}
