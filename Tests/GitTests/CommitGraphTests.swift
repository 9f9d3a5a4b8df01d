import Git
import Release
import Scratch
import Testing

/// What is wrong with a commit-graph file is never believed; `RangeTests` has the rest.
struct CommitGraphTests {
  @Test func aCommitThatIsGoneIsNamedThoughTheGraphKnowsIt() throws {
    let scratch = try Scratch.repository()
    let one = try scratch.commit("one")
    try scratch.commit("two")
    try scratch.sh("git commit-graph write --reachable")
    try scratch.sh("rm -f .git/objects/\(one.prefix(2))/\(one.dropFirst(2))")
    let repository = try scratch.opened()
    let found = problem { () throws(Problem) in
      _ = try repository.commits(from: [repository.resolve("HEAD")])
    }
    #expect(found?.kind == .badData)
    #expect(found?.message.contains(one) == true)
  }

  @Test func aShallowCloneDoesNotBelieveIt() throws {
    let scratch = try Scratch.repository()
    for number in 1...4 { try scratch.commit("\(number)") }
    try scratch.sh("git commit-graph write --reachable")
    try scratch.sh("git rev-parse HEAD~1 > .git/shallow")
    let repository = try scratch.opened()
    #expect(try repository.commits(from: [repository.resolve("HEAD")]).count == 2)
  }

  /// Every byte of the file in turn, and every length: an answer or an error, never a crash.
  @Test func aDamagedFileIsNoTrap() throws {
    let history = try RandomHistory(seed: 1)
    let scratch = history.scratch
    try scratch.sh("git commit-graph write --reachable && chmod u+w .git/objects/info/commit-graph")
    let tip = try #require(history.commits.last.flatMap { ObjectID(hex: $0) })
    let path = ".git/objects/info/commit-graph"
    let bytes = try scratch.readBytes(path)
    for position in stride(from: 0, to: bytes.count, by: 7) {
      var changed = bytes
      changed[position] ^= 0xff
      try scratch.write(path, bytes: position % 2 == 0 ? changed : Array(bytes[..<position]))
      let found = problem { () throws(Problem) in
        _ = try Repository.open(at: scratch.path).commits(from: [tip])
      }
      #expect(found == nil || found?.kind == .badData)
    }
  }

  @Test func gitsSettingToLeaveItAloneIsKept() throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one")
    try scratch.sh("git commit-graph write --reachable && chmod u+w .git/objects/info/commit-graph")
    try scratch.sh("git config core.commitGraph false")
    try scratch.write(".git/objects/info/commit-graph", bytes: Array("CGPH".utf8))
    let repository = try scratch.opened()
    #expect(try repository.commits(from: [repository.resolve("HEAD")]).count == 1)
  }
}
