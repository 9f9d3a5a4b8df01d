import Testing

/// Each rule can fail, and only where it should.
struct RuleTests {
  private func file(_ text: String, at path: String = "Sources/Release/File.swift") -> SwiftText {
    SwiftText(path: path, text)
  }

  @Test func anImportAgainstTheArrowsIsFound() {
    let text = "// import Git\nimport Release\n@testable import struct Git.Oid\n"
    let found = findForeignImports(file(text, at: "Sources/Trust/File.swift"))
    #expect(found.map(\.description) == ["Sources/Trust/File.swift:3: Trust may not import Git"])
  }

  @Test(arguments: ["import Foundation", "public import Foundation", "import func Foundation.exit"])
  func fullFoundationIsFound(_ line: String) {
    #expect(findFoundation(file(line)).count == 1)
    #expect(findFoundation(file("import FoundationEssentials")).isEmpty)
  }

  @Test func aTargetOutsideTheHouseIsFound() {
    #expect(findForeignImports(file("", at: "Sources/Helper/File.swift")).count == 1)
  }

  @Test func arrowsInACircleAreFound() {
    #expect(findCircles(["A": ["B"], "B": ["C"], "C": ["B"], "D": []]) == ["A", "B", "C"])
    #expect(findCircles(["A": ["B", "C"], "B": ["C"], "C": ["Glibc"]]).isEmpty)
  }

  @Test func aLongFileIsFound() {
    let lines = String(repeating: "\n", count: 300)
    #expect(findLongFile(file(lines)).isEmpty)
    #expect(findLongFile(file(lines + "\n")).map(\.line) == [301])
  }

  @Test func aWideLineAndATabAreFound() {
    let wide = String(repeating: "é", count: 100)
    let found = findWideLines("a.swift", [wide[...], (wide + "é")[...], "\tlet"])
    #expect(found.map(\.rule) == ["more than 100 columns", "a tab"])
  }

  @Test func aLongFunctionIsFoundByItsBracesAlone() {
    let text = """
      protocol P {
        func none(_ work: () -> Void)
        var some: Int { get }
      }
      func short(_ work: () -> Void = { let a = 1 }) {
        print("}", 1) // }
      }
      func long(
        first: Int
      ) {
        print("{")
        if true { print("\\(short { 1 })") }
      }
      """
    #expect(findLongFunctions(file(text), limit: 5).map(\.line) == [8])
    #expect(findLongFunctions(file(text), limit: 6).isEmpty)
  }

  @Test(
    arguments: [
      "try! run()", "a as! B", "fatalError()", "nonisolated(unsafe) var a", "a!.b", "a[0]! + 1",
      "final class A: @unchecked Sendable {}", "var a: Int!",
    ])
  func unsafeCodeIsFound(_ line: String) {
    #expect(findUnsafeCode(file(line)).count == 1)
  }

  @Test(arguments: ["a != b", "!a", "(!a)", "// try! it", "\"as!\"", "#\"a\"!\"#", "try? a()"])
  func safeCodeIsLeftAlone(_ line: String) {
    #expect(findUnsafeCode(file(line)).isEmpty)
  }

  @Test func aRefThatMovesWithoutATransactionIsFound() {
    let line = "try repository.move([RefMove(name, from: nil, to: id, log: log)])"
    #expect(findForeignMoves(file(line)).count == 1)
    #expect(findForeignMoves(file("transaction.move(ref, to: id, log: log)")).isEmpty)
  }

  @Test func workPutOffInACommentIsFound() {
    let text = "let a = \"TODO\"\n/* later\n FIXME */ let b = 1 // HACKS\n"
    #expect(
      findPutOffWork(file(text)).map(\.description) == ["Sources/Release/File.swift:3: FIXME"])
  }

  @Test func spaceAtTheEndOfALineIsFound() {
    #expect(findTrailingSpace("a.md", ["a", "b ", "", "\t"]).map(\.line) == [2, 4])
  }

  @Test func aPathOfOneMachineIsFound() {
    let path = "/home" + "/ada/shop"
    #expect(
      findMachinePaths("a.md", [path[...], "see \(path)", "~\(path)"]).map(\.line) == [1, 2])
  }

  @Test func aFileThatNobodyUsesIsFound() {
    let files = [
      SwiftText(path: "A.swift", "struct A { let shared = 1 }"),
      SwiftText(path: "B.swift", "extension A { func verb() {} }"),
      SwiftText(path: "C.swift", "func main() { A().verb() }"),
      SwiftText(path: "D.swift", "extension A { func other() {} } // main"),
      SwiftText(path: "E.swift", "extension A: Equatable {}"),
      SwiftText(path: "F.swift", "\nfunc other2() { main() }"),
    ]
    #expect(findDeadFiles(files).map(\.path) == ["D.swift", "F.swift"])
  }

  @Test func helpWithoutAnExampleIsFound() {
    let text = """
      let a = CommandConfiguration(
        commandName: "a",
        discussion: "Example: relman a"
      )
      let b = CommandConfiguration(abstract: "No example (discussion: none")
      let c = CommandConfiguration(abstract: "Nothing")
      """
    #expect(findHelpWithoutExample(file(text)).map(\.line) == [6])
  }

  @Test func textInsideAnInterpolationIsCode() {
    let text = ##"let a = "x \(b + "c \(d)") e" + #"\(f) \#(g)"# + """\#nh "i" \(j)\#n""" // k"##
    #expect(file(text).words == ["let", "a", "b", "d", "g", "j"])
  }
}
