import Scratch
import Testing

/// The house's rules, held against every file of the repository.
struct TidyTests {
  private let tree: Tree
  private let swift: [SwiftText]
  private let sources: [SwiftText]

  init() throws {
    tree = try Tree.shared.get()
    swift = tree.swift
    sources = swift.filter { $0.path.hasPrefix("Sources/") }
    try #require(!sources.isEmpty)
  }

  private func expectNone(_ findings: [Finding]) {
    let listing = findings.map { "\n" + $0.description }.joined()
    if !findings.isEmpty { Issue.record("\(listing)") }
  }

  @Test func importsFollowTheArrowsOfTheHouse() {
    expectNone(sources.flatMap(findForeignImports))
  }

  @Test func theArrowsMakeNoCircle() {
    #expect(findCircles(allowedImports).isEmpty)
  }

  @Test func noSourceImportsFullFoundation() {
    expectNone(sources.flatMap(findFoundation))
  }

  @Test func noFileIsLong() {
    expectNone(swift.flatMap { findLongFile($0) })
  }

  @Test func noFunctionIsLong() {
    expectNone(swift.flatMap { findLongFunctions($0) })
  }

  @Test func noLineIsWide() {
    expectNone(swift.flatMap { findWideLines($0.path, $0.lines) })
    expectNone(tree.shellScripts.flatMap { findWideLines($0.path, $0.lines) })
  }

  @Test func theCompilerIsNotSilenced() {
    expectNone(swift.flatMap(findUnsafeCode))
  }

  @Test func refsMoveThroughTransactionsAlone() {
    expectNone(sources.flatMap(findForeignMoves))
  }

  @Test func noWorkIsPutOff() {
    expectNone(swift.flatMap(findPutOffWork))
  }

  @Test func noFileIsDead() {
    let isEntry = { (path: String) in
      path.hasPrefix("Sources/relman/") || path.hasSuffix("/main.swift")
    }
    expectNone(findDeadFiles(sources).filter { !isEntry($0.path) })
  }

  @Test func everyCommandShowsAnExample() {
    expectNone(
      sources.filter { $0.path.hasPrefix("Sources/relman/") }.flatMap(findHelpWithoutExample))
  }

  @Test func noMarkdownLineEndsInSpace() {
    let pages = tree.files.filter { $0.path.hasSuffix(".md") }
    expectNone(pages.flatMap { findTrailingSpace($0.path, $0.lines) })
  }

  @Test func noFileNamesAPathOfOneMachine() {
    expectNone(tree.files.flatMap { findMachinePaths($0.path, $0.lines) })
  }

  @Test func everyShellScriptParses() throws {
    #expect(!tree.shellScripts.isEmpty)
    for script in tree.shellScripts {
      let check = try Scratch().run("sh", "-n", tree.root + "/" + script.path)
      #expect(check.status == 0, "\(script.path): \(check.stderr)")
    }
  }

  @Test func theTopLevelHoldsOnlyWhatTheDesignLists() {
    let listed: Set<Substring> = [
      "Package.swift", "Sources", "Tests", "hooks", "README.md", "CHANGELOG.md",
      "CONTRIBUTING.md", "LICENSE",
    ]
    let others = tree.topLevel.subtracting(listed).filter { !$0.hasPrefix(".") }
    #expect(others.isEmpty)
  }
}
